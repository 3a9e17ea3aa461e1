/** Buttons of a message. A tap says the title; what it does is known to the service alone. */

import type { Choice, Message } from "@huisheng/shared/protocol";
import { chosenOn, opennessOf } from "./groups";
import { useScene } from "./scene";

interface ChoicesProps {
  message: Message;
  choices: Choice[] | undefined;
  /** Actions of a card stay open when the talk goes on. */
  isCard: boolean;
}

export function Choices({ message, choices, isCard }: ChoicesProps) {
  const { visit } = useScene();
  if (!choices?.length) return null;
  // The card below has these steps itself, always as they stand now.
  const below = visit.cases.heldBy(message.seq)?.possible_steps.map((each) => each.title) ?? [];
  const offered = choices.filter((one) => !below.includes(one.title));
  if (!offered.length) return null;
  const openness = opennessOf(visit.state, message);
  const isOpen = openness === "open" || (openness === "cards" && isCard);
  const chosen = isCard ? null : chosenOn(visit.state, message.seq);
  return (
    <div class="choices">
      {offered.map((one) => (
        <button
          key={one.id}
          type="button"
          class={`choice ${one.style === "primary" ? "primary" : ""} ${one.title === chosen ? "chosen" : ""}`}
          aria-pressed={one.title === chosen ? true : undefined}
          disabled={!isOpen}
          onClick={() => visit.chat.choose(message.seq, one)}
        >
          {one.title}
        </button>
      ))}
    </div>
  );
}
