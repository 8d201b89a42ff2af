import assert from "node:assert/strict";
import { test } from "node:test";
import { FileImport, pieces } from "../../../assist_api/static/trainer/inbox-import.js";

const file = (name, ...lines) => new File([lines.join("\n")], name);

async function parts(given, atOnce) {
  const found = [];
  for await (const { first, blob } of pieces(given, atOnce)) found.push([first, await blob.text(), blob.type]);
  return found;
}

test("each piece stands under the line of names and knows its first line", async () => {
  const made = await parts(file("a.tsv", "text\tid", "在吗\t1", "有货吗\t2", "谢谢\t3", ""), 2);
  const kind = "text/tab-separated-values";
  assert.deepEqual(made, [[1, "text\tid\n在吗\t1\n有货吗\t2", kind], [3, "text\tid\n谢谢\t3", kind]]);
});

test("a file without names holds messages and nothing else", async () => {
  assert.deepEqual((await parts(file("a.txt", "在吗", "有货吗"), 10)).map(([first, text]) => [first, text]), [[1, "text\n在吗\n有货吗"]]);
});

test("lines of JSON have no line of names", async () => {
  assert.deepEqual((await parts(file("a.ndjson", '{"text":"在吗"}'), 10)).map(([, text, kind]) => [text, kind]), [['{"text":"在吗"}', "application/x-ndjson"]]);
});

test("a letter that is cut in two between two reads is put together again", async () => {
  const bytes = new TextEncoder().encode("text\n在吗");
  const cut = { name: "a.tsv", size: bytes.length, stream: () => new ReadableStream({ start: (all) => ([0, 6].forEach((at, index) => all.enqueue(bytes.slice(at, [6, 99][index]))), all.close()) }) };
  assert.equal((await parts(cut, 10))[0][1], "text\n在吗");
});

test("what became of all pieces is counted together", async () => {
  const asked = [];
  const upload = (path) => (asked.push(path), Promise.resolve({ lines: 2000, new: 1999, known: 0, refused: 1, refusals: [{ line: 3, why: "x" }] }));
  const run = new FileImport({ upload }, () => {});
  await run.send(file("a.txt", ...Array.from({ length: 2001 }, (_, number) => `第${number}条`)));
  assert.deepEqual([run.state, run.lines, run.new, run.refused, run.refusals.length], ["done", 4000, 3998, 2, 2]);
  assert.ok(asked[1].includes("first=2001"));
});

test("a failure is told, and what was read before it counts", async () => {
  let calls = 0;
  const upload = () => (calls++ ? Promise.reject(Object.assign(new Error("网络不通"), { status: 0 })) : Promise.resolve({ lines: 2000, new: 2000, known: 0, refused: 0, refusals: [] }));
  const run = new FileImport({ upload }, () => {});
  await run.send(file("a.txt", ...Array.from({ length: 2001 }, () => "在吗")));
  assert.deepEqual([run.state, run.new, run.problem], ["stopped", 2000, "网络不通"]);
});

test("a file of another kind is refused in a sentence", async () => {
  const run = new FileImport({}, () => {});
  await run.send(file("a.docx", "x"));
  assert.match(run.problem, /\.tsv/);
});
