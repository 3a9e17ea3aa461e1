/** An after-sales case: what it is about, where it stands, what comes, and what the shopper may do. */

import { routeName } from "@huisheng/shared/case_terms";
import type { OwnCase } from "@huisheng/shared/cases";
import { fill } from "@huisheng/shared/language";
import { safeLink } from "@huisheng/shared/links";
import { grouped, money, shortened } from "@huisheng/shared/money";
import { dueTime } from "@huisheng/shared/time";
import { CaseSteps } from "./case_steps";
import { CaseTrail } from "./case_trail";
import { CopyNumber } from "./copy_number";
import { useScene } from "./scene";
import { ownStateName } from "./words/case_terms";
import type { WidgetWords } from "./words/zh-CN";

/** `said`: the message above the card; what it told already is not told again. */
export function CaseCard({ one, said = "" }: { one: OwnCase; said?: string }) {
  const { visit, words, language } = useScene();
  const { line, timeline } = one;
  const picture = safeLink(line.image_url, visit.origin);
  const isOver = timeline.next.acts === null;
  const sum = sumOf(one, words);
  const parcel = one.progress.sent_back ?? one.progress.replacement;
  return (
    <article
      class={`card case ${isOver ? "over" : ""}`}
      aria-label={fill(words.caseOf, { number: one.number })}
    >
      <header>
        <span class="number">
          {routeName(one.route, one.route_text, language)} {shortened(one.number)}
          <CopyNumber number={one.number} />
        </span>
        <span class={`badge ${isOver ? "finished" : ""}`}>{ownStateName(one, language)}</span>
      </header>
      <div class="goods">
        {picture ? (
          <img src={picture} alt="" loading="lazy" width={56} height={56} />
        ) : (
          <span class="no-picture" />
        )}
        <div>
          <p class="title">{line.title}</p>
          <p class="sku">
            {line.sku} × {one.quantity}
          </p>
          {sum && (
            <p class="price">
              {sum.title} <b>{sum.amount}</b>
            </p>
          )}
        </div>
      </div>
      <CaseTrail timeline={timeline} isOver={isOver} />
      {!isOver && <Now one={one} said={said} />}
      {parcel && (
        <p class="carrier">
          {parcel.carrier} {grouped(parcel.number)}
          <CopyNumber number={parcel.number} />
        </p>
      )}
      <CaseSteps one={one} />
    </article>
  );
}

function Now({ one, said }: { one: OwnCase; said: string }) {
  const { words, now, language } = useScene();
  const { acts, text, due_at: due } = one.timeline.next;
  const who = acts === "shopper" ? words.caseYours : words.caseOurs;
  return (
    <div class={`now ${acts === "shopper" ? "yours" : ""}`}>
      <p class="whose">
        <b>{who}</b>
        {due && <time dateTime={due}>{fill(words.caseDue, { time: dueTime(due, now, language) })}</time>}
      </p>
      {!said.includes(text) && <p class="text">{text}</p>}
    </div>
  );
}

/** What the case is worth now: a sum offered or quoted stands before the one that was asked for. */
function sumOf(one: OwnCase, words: WidgetWords): { title: string; amount: string } | null {
  const { offer, quote } = one.progress;
  if (one.status === "offered" && offer) return { title: words.caseOffered, amount: money(offer.refund_fen) };
  if (quote) {
    return { title: words.caseFee, amount: quote.amount_fen ? money(quote.amount_fen) : words.caseFree };
  }
  return one.refund_fen === null ? null : { title: words.caseRefund, amount: money(one.refund_fen) };
}
