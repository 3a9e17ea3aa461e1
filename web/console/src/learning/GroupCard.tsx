/** Sentences that mean the same: tick, choose what they mean, done. */
import { Button, Checkbox, Select, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Decision, Intent, Sentence, SentenceGroup } from "../api/learning";
import { type Catalogue, useWords } from "../strings";

interface Props {
  group: SentenceGroup;
  intents: Intent[];
  onDecide: (sentences: Sentence[], decision: Decision, intent: Intent | null) => void;
}

export function GroupCard({ group, intents, onDecide }: Props) {
  const t = useWords();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [name, setName] = useState(group.suggested?.name ?? null);
  const picked = group.sentences.filter((one) => !left.has(one.id));
  const intent = intents.find((one) => one.name === name) ?? null;
  const toggle = (id: number) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const all = group.sentences.length;
  return (
    <section className="card lesson" aria-label={group.sentences[0]?.text}>
      <header className="card-head">
        <Checkbox
          checked={picked.length === all}
          indeterminate={picked.length > 0 && picked.length < all}
          aria-label={t.learning.pickAll}
          onChange={(event) =>
            setLeft(event.target.checked ? new Set() : new Set(group.sentences.map((one) => one.id)))
          }
        >
          <b>{t.learning.sentences(all)}</b>
        </Checkbox>
        <span className="muted">
          {group.guess ? t.learning.takenFor(group.guess.title, group.guessed) : t.learning.notTaken}
        </span>
        {group.suggested && <Tag color="blue">{t.learning.suggested(group.suggested.title)}</Tag>}
      </header>
      <ul className="lesson-lines">
        {group.sentences.map((one) => (
          <li key={one.id}>
            <Checkbox
              checked={!left.has(one.id)}
              aria-label={t.learning.pick(one.text)}
              onChange={() => toggle(one.id)}
            />
            <div>
              <span className="plain">{one.text}</span>
              <span className="muted lesson-why">{whyOf(one, t).join(" · ")}</span>
            </div>
            {one.ticket_number && <Link to={`/tickets/${one.ticket_number}`}>{t.learning.seeTalk}</Link>}
          </li>
        ))}
      </ul>
      <footer className="lesson-foot">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          value={name}
          placeholder={t.learning.intent}
          aria-label={t.learning.intent}
          onChange={setName}
          options={choicesOf(group, intents).map((one) => ({
            value: one.name,
            label: `${one.title}  ${one.name}`,
          }))}
        />
        <Button
          type="primary"
          disabled={!picked.length || !intent}
          onClick={() => onDecide(picked, "named", intent)}
        >
          {t.learning.name(picked.length)}
        </Button>
        <Button disabled={!picked.length} onClick={() => onDecide(picked, "filed", null)}>
          {t.learning.file}
        </Button>
        <Button type="text" disabled={!picked.length} onClick={() => onDecide(picked, "dropped", null)}>
          {t.learning.drop}
        </Button>
      </footer>
    </section>
  );
}

/** Every intent, those first that the assistant thought of, the likeliest at the top. */
export function choicesOf(group: SentenceGroup, intents: Intent[]): Intent[] {
  const weight = new Map<string, number>();
  for (const guess of group.sentences.flatMap((one) => one.guesses))
    weight.set(guess.name, (weight.get(guess.name) ?? 0) + guess.confidence);
  return intents.toSorted((a, b) => (weight.get(b.name) ?? 0) - (weight.get(a.name) ?? 0));
}

/** Why it stands here, and what the assistant thought. */
export function whyOf(one: Sentence, t: Catalogue): string[] {
  const words = one.reasons.map((reason) => t.learning.reason[reason]);
  const guesses = one.guesses
    .slice(0, 2)
    .map((g) => t.learning.guess(g.title, Math.round(g.confidence * 100)));
  if (guesses.length) words.push(guesses.join(" / "));
  if (one.suggested)
    words.push(
      one.suggested_by === "agent"
        ? t.learning.named(one.suggested.title)
        : t.learning.tapped(one.suggested.title),
    );
  if (one.corrected) words.push(t.learning.corrected(one.corrected));
  return words;
}
