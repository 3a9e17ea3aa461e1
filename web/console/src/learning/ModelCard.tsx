/** One model: side by side with the one before it, what it would decide otherwise, and the button. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Popconfirm, Table, Tag } from "antd";
import { useState } from "react";
import { type Change, changesKey, getChanges, type Model, type Score } from "../api/learning";
import { Failed, ListSkeleton } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";
import { changeOf, isNotable, isWorse, shownOf } from "./scores";

const COLOURS = { proposed: "blue", current: "green", former: "default" } as const;

interface Props {
  model: Model;
  /** Some model is being put to use. */
  isBusy: boolean;
  onPromote: () => void;
}

export function ModelCard({ model, isBusy, onPromote }: Props) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card lesson" aria-label={t.learning.version(model.version)}>
      <header className="card-head">
        <b>{t.learning.version(model.version)}</b>
        <Tag color={COLOURS[model.state]}>{t.learning.modelState[model.state]}</Tag>
        <span className="muted">
          {t.learning.trainedAt} <Time at={model.trained_at} /> · {t.learning.learnt(model.learnt)}
          {model.promoted_at && (
            <>
              {" "}
              · {t.learning.promotedAt} <Time at={model.promoted_at} />
            </>
          )}
        </span>
        <span className="nav-space" />
        {model.state !== "current" &&
          (model.fits ? (
            <Popconfirm
              title={t.learning.promoteTitle}
              description={t.learning.promoteHint}
              onConfirm={onPromote}
              okText={model.state === "former" ? t.learning.rollBack : t.learning.promote}
            >
              <Button
                type={model.state === "proposed" ? "primary" : "default"}
                loading={model.is_loading}
                disabled={isBusy}
              >
                {model.is_loading
                  ? t.learning.loading
                  : model.state === "former"
                    ? t.learning.rollBack
                    : t.learning.promote}
              </Button>
            </Popconfirm>
          ) : (
            <span className="muted">{t.learning.outdated}</span>
          ))}
      </header>
      {model.problem && <Alert type="error" showIcon title={model.problem} />}
      {model.state === "proposed" && !model.scores.length && (
        <p className="muted">{t.learning.notCompared}</p>
      )}
      {model.compared_with && (
        <>
          <p className="muted">{t.learning.comparedWith(model.compared_with)}</p>
          <Scores scores={model.scores} />
        </>
      )}
      {model.replayed !== null && (
        <p>
          {t.learning.replayed(model.replayed, model.changed ?? 0)}{" "}
          {!!model.changed && !isOpen && (
            <Button type="link" size="small" onClick={() => setOpen(true)}>
              {t.learning.seeChanges}
            </Button>
          )}
        </p>
      )}
      {isOpen && <Changes version={model.version} />}
    </section>
  );
}

function Scores({ scores }: { scores: Score[] }) {
  const t = useWords();
  const [isWhole, setWhole] = useState(false);
  const notable = scores.filter(isNotable);
  const rest = scores.length - notable.length;
  return (
    <Table<Score>
      rowKey="name"
      size="small"
      pagination={false}
      dataSource={isWhole ? scores : notable}
      footer={
        rest && !isWhole
          ? () => (
              <Button type="link" size="small" onClick={() => setWhole(true)}>
                {t.learning.unchanged(rest)}
              </Button>
            )
          : undefined
      }
      columns={[
        { title: t.learning.score, render: (_, one) => t.learning.scores[one.name] ?? one.name },
        { title: t.learning.cases, width: 90, align: "right", dataIndex: "cases" },
        { title: t.learning.before, width: 110, align: "right", render: (_, one) => shownOf(one, "before") },
        { title: t.learning.after, width: 110, align: "right", render: (_, one) => shownOf(one, "after") },
        {
          title: t.learning.change,
          width: 110,
          align: "right",
          render: (_, one) => (
            <span className={isWorse(one) ? "is-failure" : undefined}>{changeOf(one)}</span>
          ),
        },
      ]}
    />
  );
}

function Changes({ version }: { version: string }) {
  const t = useWords();
  const changes = useQuery({ queryKey: changesKey(version), queryFn: () => getChanges(version) });
  if (changes.isPending) return <ListSkeleton rows={3} />;
  if (!changes.data) return <Failed error={changes.error} onRetry={() => changes.refetch()} />;
  const words = (read: Change["before"]) =>
    read.name === "nlu_fallback"
      ? t.learning.askBack
      : t.learning.guess(read.title, Math.round(read.confidence * 100));
  return (
    <Table<Change>
      rowKey={(one) => `${one.conversation_id}:${one.seq}`}
      size="small"
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={changes.data.items}
      columns={[
        { title: t.learning.sentence, render: (_, one) => <span className="plain">{one.text}</span> },
        { title: t.learning.before, width: 160, render: (_, one) => words(one.before) },
        { title: t.learning.after, width: 160, render: (_, one) => words(one.after) },
        { width: 120, render: (_, one) => <span className="muted">{t.learning.backThen[one.outcome]}</span> },
      ]}
    />
  );
}
