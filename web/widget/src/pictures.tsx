/** Pictures on their way: a preview with its progress, and 重试 when it did not get through. */

import { fill } from "@huisheng/shared/language";
import { newClientId } from "@huisheng/shared/names";
import { Refusal } from "@huisheng/shared/rest";
import { useCallback, useRef, useState } from "preact/hooks";
import { Failed } from "./marks";
import { useScene } from "./scene";
import { whyNot } from "./upload";
import type { Visit } from "./visit";

interface Picture {
  id: string;
  file: File;
  preview: string;
  /** From 0 to 1. */
  progress: number;
  /** `detail`: the service's sentence; null when nobody answered. */
  failure: { detail: string | null; isFinal: boolean } | null;
  reason: "type" | "size" | null;
}

export interface Pictures {
  all: Picture[];
  add: (file: File) => void;
  retry: (id: string) => void;
  remove: (id: string) => void;
}

/** The pictures that are being uploaded in this panel. */
export function usePictures(visit: Visit): Pictures {
  const [all, setAll] = useState<Picture[]>([]);
  const latest = useRef(all);
  latest.current = all;
  const change = useCallback(
    (id: string, news: Partial<Picture>) =>
      setAll((known) => known.map((one) => (one.id === id ? { ...one, ...news } : one))),
    [],
  );
  const remove = useCallback((id: string) => setAll((known) => known.filter((one) => one.id !== id)), []);
  const begin = useCallback(
    async (picture: Picture) => {
      try {
        await visit.sendPicture(picture.file, picture.preview, (progress) =>
          change(picture.id, { progress }),
        );
        remove(picture.id);
      } catch (error) {
        const isRefused = error instanceof Refusal;
        const detail = isRefused ? error.message : null;
        change(picture.id, { failure: { detail, isFinal: isRefused && error.status < 429 } });
      }
    },
    [visit, change, remove],
  );
  const add = useCallback(
    (file: File) => {
      const reason = whyNot(file);
      const preview = URL.createObjectURL(file);
      const failure = reason ? { detail: null, isFinal: true } : null;
      const picture: Picture = { id: newClientId(), file, preview, progress: 0, failure, reason };
      setAll((known) => [...known, picture]);
      if (!reason) void begin(picture);
    },
    [begin],
  );
  const retry = useCallback(
    (id: string) => {
      const picture = latest.current.find((one) => one.id === id);
      if (!picture) return;
      change(id, { failure: null, progress: 0 });
      void begin(picture);
    },
    [begin, change],
  );
  return { all, add, retry, remove };
}

export function PictureOnItsWay({ picture, pictures }: { picture: Picture; pictures: Pictures }) {
  const { words } = useScene();
  const percent = `${Math.round(picture.progress * 100)}%`;
  const local = picture.reason === "type" ? words.pictureType : picture.reason ? words.pictureSize : null;
  return (
    <li class="group customer">
      {picture.reason !== "type" && (
        <div class="bubble picture">
          <img src={picture.preview} alt={words.pictureOf} />
          {!picture.failure && (
            <span class="uploading">
              <progress max={1} value={picture.progress} aria-label={fill(words.uploading, { percent })} />
            </span>
          )}
        </div>
      )}
      {picture.failure && (
        <Failed
          text={local ?? picture.failure.detail ?? words.pictureFailed}
          onRetry={picture.failure.isFinal ? null : () => pictures.retry(picture.id)}
          onDiscard={() => pictures.remove(picture.id)}
        />
      )}
    </li>
  );
}
