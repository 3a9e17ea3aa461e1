/** Shared words, Chinese. */

export const zhCN = {
  justNow: "刚刚",
  minutesAgo: "{count} 分钟前",
  todayAt: "今天 {time}",
  yesterdayAt: "昨天 {time}",
  tomorrowAt: "明天 {time}",
  day: "{month}月{day}日",
  dayOfYear: "{year}年{month}月{day}日",
  months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
  underAMinute: "不到 1 分钟",
  aboutMinutes: "约 {count} 分钟",
  aboutHours: "约 {count} 小时",
  daysAndHours: "{days} 天 {hours} 时",
  unreachable: "网络好像断了，请稍后再试",
  retry: "重试",
  copy: "复制",
  copied: "已复制",
};
