import assert from "node:assert/strict";
import { test } from "node:test";
import { Preferences } from "../../../assist_api/static/shared/preferences.js";
import { themeOf } from "../../../assist_api/static/shared/theme.js";
import { MemoryStorage } from "../memory-storage.mjs";

test("what an agent chose is there after a reload, and a colleague's is not", () => {
  const storage = new MemoryStorage();
  new Preferences("a1", storage).set({ sendBy: "ctrl" });
  assert.deepEqual(["a1", "a2"].map((id) => new Preferences(id, storage).get("sendBy")), ["ctrl", "enter"]);
});

test("the colours follow the system only where that was chosen", () => {
  assert.deepEqual([themeOf("system", true), themeOf("system", false), themeOf("light", true), themeOf("dark", false)], ["dark", "light", "light", "dark"]);
});
