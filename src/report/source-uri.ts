// Paths as they must be written where others resolve them: from the root of the repository, with forward slashes, as a URI where one is due.

/** The folder in which the command ran, relative to the root of the repository: "packages/kernels", or "" where it is the root or not known. */
export type Folder = string;

/** The path from the root of the repository. */
export function rootPath(file: string, folder: Folder): string {
  const path = file.replaceAll("\\", "/");
  if (isAbsolute(path) || folder === "") return path;
  const parts: string[] = [];
  for (const part of `${folder.replaceAll("\\", "/")}/${path}`.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The same as a URI reference. */
export function sourceUri(file: string, folder: Folder): string {
  const path = rootPath(file, folder);
  const encoded = path
    .split("/")
    // A lone surrogate cannot be encoded.
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, "\ufffd")))
    .join("/");
  if (!isAbsolute(path)) return encoded.replace(/^(?:\.\/)+/, "");
  return path.startsWith("/") ? `file://${encoded}` : `file:///${encoded.replace("%3A", ":")}`;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}
