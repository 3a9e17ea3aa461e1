/** What the steps of a case have found so far: parcels, inspection, offer, quote. */
import { money } from "@huisheng/shared/money";
import { day } from "@huisheng/shared/time";
import type { ReactNode } from "react";
import type { Case } from "../api/types";
import { useSlowNow } from "../live/clock";
import { CopyNumber } from "../parts/CopyNumber";
import { Time } from "../parts/Time";
import { type Language, useLanguage, useWords } from "../strings";
import { Fact } from "./Fact";

export function CaseFound({ one }: { one: Case }) {
  const t = useWords();
  const now = useSlowNow();
  const language = useLanguage();
  const { parcel, pickup, inspection, freight_fen, offer, wanted_sku, quote, replacement, sent_back } =
    one.progress;
  const facts: [string, ReactNode][] = [];
  if (parcel) facts.push([t.cases.returned, <Parcel key="parcel" {...parcel} />]);
  if (pickup)
    facts.push([t.cases.pickup, <Pickup key="pickup" carrier={pickup.carrier} at={pickup.begins_at} />]);
  if (inspection)
    facts.push([t.cases.inspection, inspection.findings || (inspection.is_ok ? t.cases.inspectedOk : "–")]);
  if (inspection?.gifts_back.length) facts.push([t.cases.giftsBack, inspection.gifts_back.join("、")]);
  if (freight_fen) facts.push([t.cases.freightPaid, money(freight_fen)]);
  if (offer) facts.push([t.cases.offered, `${money(offer.refund_fen)} · ${offer.reason}`]);
  if (wanted_sku) facts.push([t.cases.wanted, wanted_sku]);
  if (quote) {
    const until = quote.valid_until && t.cases.until(lastDay(quote.valid_until, now, language));
    const sum = quote.amount_fen ? money(quote.amount_fen) : t.cases.free;
    facts.push([t.cases.quote, [sum, until, quote.findings].filter(Boolean).join(" · ")]);
    if (quote.parts.length) facts.push([t.cases.parts, quote.parts.join("、")]);
  }
  if (replacement) facts.push([t.cases.replacement, <Parcel key="replacement" {...replacement} />]);
  if (sent_back) facts.push([t.cases.sentBack, <Parcel key="sent" {...sent_back} />]);
  if (!facts.length) return null;
  return (
    <section>
      <h2>{t.cases.found}</h2>
      <dl className="facts is-one">
        {facts.map(([name, what]) => (
          <Fact key={name} name={name}>
            {what}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Parcel({ carrier, number }: { carrier: string; number: string }) {
  return (
    <>
      {carrier} <CopyNumber number={number} />
    </>
  );
}

function Pickup({ carrier, at }: { carrier: string; at: string }) {
  return (
    <>
      {carrier} <Time at={at} due />
    </>
  );
}

/** The last whole day before an instant that is too late. */
function lastDay(at: string, now: number, language: Language): string {
  return day(Date.parse(at) - 1, now, language);
}
