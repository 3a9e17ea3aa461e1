/** The facts of a case: what was bought, what is asked for, why, with which evidence. */
import { safeLink } from "@huisheng/shared/links";
import { money } from "@huisheng/shared/money";
import type { ReactNode } from "react";
import type { Case } from "../api/types";
import { CopyNumber } from "../parts/CopyNumber";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { Picture } from "../workbench/MessageBody";

export function CaseFacts({ one }: { one: Case }) {
  const t = useWords();
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
        <Fact name={t.cases.why}>{one.reason_text || (t.cases.reason[one.reason] ?? one.reason)}</Fact>
        <Fact name={t.cases.quantity}>
          {one.quantity} / {one.line.quantity}
        </Fact>
        <Fact name={t.cases.paid}>{money(one.line.paid_fen)}</Fact>
        <Fact name={t.cases.askedAt}>
          <Time at={one.opened_at} />
        </Fact>
      </dl>
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
