/** How it was: assistant, person and outcome apart, asked in the talk. */

import { shown } from "@huisheng/shared/conversation";
import { safeLink } from "@huisheng/shared/links";
import type { MessageOf } from "@huisheng/shared/protocol";
import { Refusal } from "@huisheng/shared/rest";
import { wordsIn } from "@huisheng/shared/words";
import { useState } from "preact/hooks";
import { useScene } from "./scene";
import type { Rating } from "./visit";

const SCORES = [1, 2, 3, 4, 5] as const;
const OUTCOMES = ["solved", "partly", "unsolved"] as const;
const NOTHING: Rating = { bot: null, person: null, outcome: null, comment: "" };

export function RatingCard({ message }: { message: MessageOf<"survey"> }) {
  const { visit, words } = useScene();
  const { text, asks, survey_url: url } = message.body;
  const [thanks, setThanks] = useState<string | null>(null);
  const isNewest = !shown(visit.state).some(
    (one) => one.kind === "survey" && one.body.asks.length > 0 && one.seq > message.seq,
  );
  const isRated = visit.state.conversation?.rated || !isNewest;
  const link = safeLink(url, visit.origin);
  return (
    <div class="notice survey">
      <p class="text">{text}</p>
      {link && (
        <a class="choice primary" href={link} target="_blank" rel="noopener noreferrer">
          {words.survey}
        </a>
      )}
      {thanks && <p role="status">{thanks}</p>}
      {!thanks && asks.length > 0 && isRated && <p class="quiet">{words.rated}</p>}
      {!thanks && asks.length > 0 && !isRated && <RatingForm message={message} onThanks={setThanks} />}
    </div>
  );
}

interface FormProps {
  message: MessageOf<"survey">;
  onThanks: (thanks: string) => void;
}

function RatingForm({ message, onThanks }: FormProps) {
  const { visit, words, language } = useScene();
  const [rating, setRating] = useState(NOTHING);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { asks } = message.body;
  const isEmpty = rating.bot === null && rating.person === null && rating.outcome === null;
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { thanks, reopened } = await visit.rate({ ...rating, comment: rating.comment.trim() });
      onThanks(reopened ? words.rated : thanks); // what happens next comes as a notice of its own
    } catch (error) {
      setTrouble(error instanceof Refusal ? error.message : wordsIn(language).unreachable);
      setBusy(false);
    }
  };
  const titles = [words.score1, words.score2, words.score3, words.score4, words.score5];
  return (
    <form class="rating" onSubmit={send}>
      {(["bot", "person"] as const)
        .filter((ask) => asks.includes(ask))
        .map((ask) => (
          <Row
            key={ask}
            name={`${ask}-${message.seq}`}
            legend={ask === "bot" ? words.rateBot : words.ratePerson}
            options={SCORES.map((score, at) => ({ value: score, title: titles[at] ?? "" }))}
            value={rating[ask]}
            onPick={(score) => setRating((known) => ({ ...known, [ask]: score }))}
          />
        ))}
      {asks.includes("outcome") && (
        <Row
          name={`outcome-${message.seq}`}
          legend={words.rateOutcome}
          options={OUTCOMES.map((outcome) => ({ value: outcome, title: words[outcome] }))}
          value={rating.outcome}
          onPick={(outcome) => setRating((known) => ({ ...known, outcome }))}
        />
      )}
      <textarea
        rows={2}
        maxLength={500}
        value={rating.comment}
        placeholder={words.rateComment}
        aria-label={words.rateComment}
        onInput={({ currentTarget: { value } }) => setRating((known) => ({ ...known, comment: value }))}
      />
      {trouble && <p role="alert">{trouble}</p>}
      <button type="submit" class="choice primary" disabled={isEmpty || isBusy}>
        {words.rateSend}
      </button>
    </form>
  );
}

interface RowProps<Value extends string | number> {
  name: string;
  legend: string;
  options: { value: Value; title: string }[];
  value: Value | null;
  onPick: (value: Value) => void;
}

function Row<Value extends string | number>({ name, legend, options, value, onPick }: RowProps<Value>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="options">
        {options.map((one) => (
          <label key={one.value} class={one.value === value ? "picked" : ""}>
            <input
              type="radio"
              name={name}
              checked={one.value === value}
              onChange={() => onPick(one.value)}
            />
            {one.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
