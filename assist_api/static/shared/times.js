/** Times as people in China read them: the shop has one time zone, whatever the browser's. */

const ZONE = "Asia/Shanghai";
const CLOCK = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "long", day: "numeric" });
const DATE = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, year: "numeric", month: "long", day: "numeric" });
const DAY_KEY = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });
const ONE_DAY = 86_400_000;

export const clock = (iso) => CLOCK.format(new Date(iso));
export const date = (iso) => DATE.format(new Date(iso));

/** 今天, 昨天 or 11月3日. */
export function day(iso, now = Date.now()) {
  const key = DAY_KEY.format(new Date(iso));
  if (key === DAY_KEY.format(now)) return "今天";
  if (key === DAY_KEY.format(now - ONE_DAY)) return "昨天";
  if (key === DAY_KEY.format(now + ONE_DAY)) return "明天";
  return DAY.format(new Date(iso));
}

export const moment = (iso, now = Date.now()) => `${day(iso, now)} ${clock(iso)}`;

/** Until when: midnight is the end of a day, 12月1日 24:00 and not 12月2日 00:00. */
export const until = (iso, now = Date.now()) => (clock(iso) === "00:00" ? `${day(Date.parse(iso) - 1, now)} 24:00` : moment(iso, now));

/** How long ago, short enough for a list: 42 秒, 3 分 05 秒, 2 小时 10 分, 3 天. */
export function waited(iso, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86400)];
  if (days) return `${days} 天`;
  if (hours) return `${hours} 小时 ${minutes % 60} 分`;
  if (minutes) return `${minutes} 分 ${String(seconds % 60).padStart(2, "0")} 秒`;
  return `${seconds} 秒`;
}
