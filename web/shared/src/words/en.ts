/** Shared words, English. */

import type { Words } from "../words";

export const en: Words = {
  justNow: "just now",
  minutesAgo: "{count} min ago",
  todayAt: "today {time}",
  yesterdayAt: "yesterday {time}",
  tomorrowAt: "tomorrow {time}",
  day: "{day} {month}",
  dayOfYear: "{day} {month} {year}",
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  underAMinute: "less than a minute",
  aboutMinutes: "about {count} min",
  aboutHours: "about {count} h",
  daysAndHours: "{days} d {hours} h",
  unreachable: "The network seems to be down, please try again shortly",
  retry: "Retry",
  copy: "Copy",
  copied: "Copied",
};
