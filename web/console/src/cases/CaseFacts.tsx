/** The facts of a case: what was bought, what is asked for, why, with which evidence. */
import { safeLink } from "@huisheng/shared/links";
import { money } from "@huisheng/shared/money";
import type { Case } from "../api/types";
import { CopyNumber } from "../parts/CopyNumber";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { Picture } from "../workbench/MessageBody";
import { Fact } from "./Fact";

export function CaseFacts({ one }: { one: Case }) {
  const t = useWords();
  const condition = Object.entries(one.condition).flatMap(([name, is]) =>
    is === null ? [] : [(is ? t.cases.is : t.cases.isNot)[name] ?? name],
  );
  const image = safeLink(one.line.image_url, location.origin);
  return (
    <section>
      <h2>{t.cases.facts}</h2>
      <div className="line-item">
        {image && <img src={image} alt="" />}
        <span className="line-words">
          <b>{one.line.title}</b>
          <span className="muted">{one.line.sku}</span>
        </span>
      </div>
      <dl className="facts">
        <Fact name={t.cases.customer}>{one.customer.name}</Fact>
        <Fact name={t.cases.order}>
          <CopyNumber number={one.order_number} />
        </Fact>
        <Fact name={t.cases.asked}>{t.cases.wish[one.wish] ?? one.wish}</Fact>
        <Fact name={t.cases.why}>{t.cases.reason[one.reason] ?? one.reason_text}</Fact>
        <Fact name={t.cases.quantity}>
          {one.quantity} / {one.line.quantity}
        </Fact>
        <Fact name={t.cases.paid}>{money(one.line.paid_fen)}</Fact>
        <Fact name={t.cases.askedAt}>
          <Time at={one.opened_at} />
        </Fact>
      </dl>
      {condition.length > 0 && (
        <dl className="facts is-one">
          <Fact name={t.cases.condition}>{condition.join(" · ")}</Fact>
        </dl>
      )}
      {one.description && (
        <blockquote className="description">
          <cite>{t.cases.said}</cite>
          {one.description}
        </blockquote>
      )}
      {one.photos.length > 0 && (
        <div className="photos">
          {one.photos.map((url) => (
            <Picture key={url} url={url} />
          ))}
        </div>
      )}
    </section>
  );
}
