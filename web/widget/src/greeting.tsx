/** The first thing to see in a conversation; for a signed-in shopper with the order that most likely needs help. */

import { fill } from "@huisheng/shared/language";
import type { Order } from "@huisheng/shared/protocol";
import { useEffect, useState } from "preact/hooks";
import { CaseCard } from "./case_card";
import { OrderFace } from "./order_card";
import { useScene } from "./scene";
import { orderToOffer, questionsOf } from "./suggestion";

export function Greeting({ isAlone }: { isAlone: boolean }) {
  const { visit, words } = useScene();
  const customer = visit.customer;
  const hello = customer?.is_signed_in ? fill(words.greetingMember, { name: customer.name }) : words.greeting;
  return (
    <div class="greeting">
      <p class="hello">{hello}</p>
      <p>{words.greetingText}</p>
      {isAlone && customer?.is_signed_in && <Suggestion />}
    </div>
  );
}

function Suggestion() {
  const { visit, words, now } = useScene();
  const waiting = visit.cases.all.find((one) => one.timeline.next.acts === "shopper");
  const [order, setOrder] = useState<Order | null>(null);
  useEffect(() => {
    visit.orders().then(
      (orders) => setOrder(orderToOffer(orders, now)),
      () => undefined,
    );
  }, [visit]);
  if (waiting) {
    return (
      <div class="suggestion">
        <p>{words.recentCase}</p>
        <CaseCard one={waiting} />
      </div>
    );
  }
  if (!order) return null;
  return (
    <div class="suggestion">
      <p>{words.recentOrder}</p>
      <div class="card">
        <OrderFace order={order} />
        <div class="choices">
          {questionsOf(order, words).map((one) => (
            <button
              key={one.title}
              type="button"
              class="choice"
              onClick={() => visit.chat.say(fill(one.text, { number: order.number }))}
            >
              {one.title}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
