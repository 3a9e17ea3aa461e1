/** What the rules say about a case: the asked route first, the others below. */
import { money } from "@huisheng/shared/money";
import { exactTime } from "@huisheng/shared/time";
import type { Case, Route } from "../api/types";
import { type Catalogue, useWords } from "../strings";
import { hasRefund } from "./routes";

export function CaseRule({ one }: { one: Case }) {
  const t = useWords();
  const routes = one.decision?.routes ?? [];
  const asked = routes.find((route) => route.route === one.route);
  const others = routes.filter((route) => route !== asked && route.open !== false);
  return (
    <>
      {asked && (
        <section>
          <h2>{t.cases.rule}</h2>
          <p>
            <Verdict route={asked} /> {asked.explain}
          </p>
          <p className="muted">{lawOf(asked, t)}</p>
          {others.length > 0 && (
            <details className="others">
              <summary>{t.cases.others}</summary>
              {others.map((route) => (
                <p key={route.route}>
                  <Verdict route={route} /> <b>{t.cases.route[route.route] ?? route.route}</b> {route.explain}
                </p>
              ))}
            </details>
          )}
        </section>
      )}
      <section>
        <h2>{t.cases.sum}</h2>
        <p className="sum">{sumOf(one, t)}</p>
        {asked && <p className="muted">{termsOf(asked, t)}</p>}
      </section>
    </>
  );
}

function Verdict({ route }: { route: Route }) {
  const t = useWords();
  const [name, words] =
    route.open === true
      ? ["open", t.cases.openRoute]
      : route.open === false
        ? ["closed", t.cases.closedRoute]
        : ["unknown", t.cases.unknownRoute];
  return <span className={`verdict is-${name}`}>{words}</span>;
}

function sumOf(one: Case, t: Catalogue): string {
  const { offer, quote, instead_fen } = one.progress;
  if (one.refund_fen !== null) {
    const asked = money(one.refund_fen);
    return one.status === "offered" && offer ? t.cases.partOf(money(offer.refund_fen), asked) : asked;
  }
  if (quote) return t.cases.fee(quote.amount_fen ? money(quote.amount_fen) : t.cases.free);
  if (instead_fen !== undefined) return t.cases.instead(money(instead_fen));
  return hasRefund(one.route) ? t.cases.byHand : t.cases.noMoney;
}

function lawOf(route: Route, t: Catalogue): string {
  const { law: name, article } = route.rule ?? {};
  const law = name ? (article ? t.cases.law(name, article) : name) : null;
  const deadline = route.deadline ? t.cases.deadline(exactTime(route.deadline)) : null;
  const provisional = route.deadline_provisional ? t.cases.provisional : null;
  return [law, deadline, provisional].filter(Boolean).join(" · ");
}

function termsOf(route: Route, t: Catalogue): string {
  const freight = route.freight_payer ? (t.cases.freight[route.freight_payer] ?? null) : null;
  const due = route.refund_due_days ? t.cases.due(route.refund_due_days) : null;
  const owed = route.amount_due_fen ? `${t.cases.amountDue} ${money(route.amount_due_fen)}` : null;
  return [freight, due, owed].filter(Boolean).join(" · ");
}
