/** A picture on its way to the service, with its progress; `fetch` cannot tell how far an upload is. */

import { readAnswer, Unreachable } from "@huisheng/shared/rest";

/** What the service takes; the picker offers only these. */
export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp"];
/** Bytes; the service refuses more. */
export const PICTURE_LIMIT = 8 * 1024 * 1024;

/** The id of the stored picture. `onProgress` gets shares from 0 to 1. Raises Refusal or Unreachable. */
export function upload(
  address: string,
  token: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.timeout = 60_000;
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Unreachable("upload broke off"));
    request.ontimeout = () => reject(new Unreachable("upload took too long"));
    request.onload = () => {
      try {
        resolve(readAnswer<{ upload_id: string }>(request.status, request.responseText).upload_id);
      } catch (error) {
        reject(error);
      }
    };
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

/** Why a picture cannot be sent, or null. */
export function whyNot(file: File): "type" | "size" | null {
  if (!PICTURE_TYPES.includes(file.type)) return "type";
  return file.size > PICTURE_LIMIT ? "size" : null;
}
