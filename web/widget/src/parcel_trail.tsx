/** Where a parcel is: the newest scan at once, the whole trail behind one tap. */

import { fill } from "@huisheng/shared/language";
import { grouped } from "@huisheng/shared/money";
import type { Parcel } from "@huisheng/shared/protocol";
import { dueTime, exactTime } from "@huisheng/shared/time";
import { CopyNumber } from "./copy_number";
import { useScene } from "./scene";

export function ParcelTrail({ parcel }: { parcel: Parcel }) {
  const { words, now, language } = useScene();
  const newest = parcel.events[0];
  return (
    <div class="parcel">
      <p class="carrier">
        {parcel.carrier} {grouped(parcel.number)}
        <CopyNumber number={parcel.number} />
        <span class="badge">{parcel.status_text}</span>
      </p>
      {newest && (
        <p class="newest">
          {newest.text}
          <time dateTime={newest.at}>{exactTime(newest.at).slice(5)}</time>
        </p>
      )}
      {parcel.expected_at && (
        <p class="expected">{fill(words.expected, { time: dueTime(parcel.expected_at, now, language) })}</p>
      )}
      {parcel.events.length > 1 && (
        <details>
          <summary>{words.trail}</summary>
          <ol class="trail">
            {parcel.events.map((event) => (
              <li key={`${event.at} ${event.text}`}>
                <time dateTime={event.at}>{exactTime(event.at).slice(5)}</time>
                <span>
                  {event.place && <b>{event.place} </b>}
                  {event.text}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
