/** Something that is being fetched, has arrived, or failed and can be tried again. */

import { useCallback, useEffect, useState } from "preact/hooks";

export type Loaded<Value> =
  | { status: "loading" }
  | { status: "ready"; value: Value }
  | { status: "failed"; error: unknown };

/** Fetch when `fetch` changes; the answer of an older fetch is dropped. */
export function useLoaded<Value>(fetch: () => Promise<Value>): [Loaded<Value>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ status: "loading" });
  const [turn, setTurn] = useState(0);
  // `turn` asks again for the same thing
  useEffect(() => {
    let isCurrent = turn >= 0;
    setLoaded({ status: "loading" });
    fetch().then(
      (value) => isCurrent && setLoaded({ status: "ready", value }),
      (error: unknown) => isCurrent && setLoaded({ status: "failed", error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [fetch, turn]);
  return [loaded, useCallback(() => setTurn((times) => times + 1), [])];
}
