/** What was decided lately, and a way to take it back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Segmented, Table } from "antd";
import { useState } from "react";
import { sentenceOf } from "../api/http";
import { decide, decidedKey, getDecided, type Sentence } from "../api/learning";
import { Failed, ListSkeleton, Nothing } from "../parts/ListStates";
import { useWords } from "../strings";

const STATES = ["named", "filed", "dropped"] as const;

export function DecidedTab() {
  const t = useWords();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [state, setState] = useState<(typeof STATES)[number]>("named");
  const rows = useQuery({ queryKey: decidedKey(state), queryFn: () => getDecided(state) });
  const back = useMutation({
    mutationFn: (id: number) => decide([id], "new"),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["learning"] }),
    onError: (wrong) => message.error(t.common.notDone(sentenceOf(wrong)), 5),
  });
  return (
    <>
      <div className="table-head">
        <Segmented
          value={state}
          onChange={setState}
          options={STATES.map((value) => ({ value, label: t.learning.state[value] }))}
        />
      </div>
      {rows.isPending ? (
        <ListSkeleton rows={5} />
      ) : !rows.data ? (
        <Failed error={rows.error} onRetry={() => rows.refetch()} />
      ) : (
        <Table<Sentence>
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={rows.data.items}
          locale={{
            emptyText: <Nothing title={t.learning.emptyDecided} next={t.learning.emptyDecidedNext} />,
          }}
          columns={[
            { title: t.learning.sentence, render: (_, one) => <span className="plain">{one.text}</span> },
            { title: t.learning.meaning, width: 160, render: (_, one) => one.intent?.title ?? "–" },
            {
              width: 120,
              render: (_, one) => (
                <Button
                  size="small"
                  type="text"
                  disabled={back.isPending}
                  onClick={() => back.mutate(one.id)}
                >
                  {t.learning.takeBack}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
