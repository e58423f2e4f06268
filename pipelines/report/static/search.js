// Search over quotes. The index lies in search/*.js, each file one call of demarche(name, data); see pipelines/report/index.py.
"use strict";

const asked = new Map(); // name → promise of its data
const waiting = new Map(); // name → what to call when its script runs

globalThis.demarche = (name, data) => waiting.get(name)(data);

function load(name) {
  if (!asked.has(name)) {
    asked.set(name, new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement("script");
      script.src = `search/${name}.js`;
      script.addEventListener("error", () => reject(new Error(`${name} is missing`)));
      document.head.append(script);
    }));
  }
  return asked.get(name);
}

function wordsOf(text) {
  const folded = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
  return (folded.match(/[\p{L}\p{N}]+/gu) || []).map((word) => [...word].slice(0, 40).join(""));
}

function shardOf(firsts, word) {
  let at = 0;
  while (at + 1 < firsts.length && firsts[at + 1] <= word) at += 1;
  return at;
}

function unpack(text) {
  let number = 0;
  return text.split(" ").map((step) => (number += parseInt(step, 36)));
}

async function holders(meta, word, isUnfinished) {
  const found = new Set();
  for (let at = shardOf(meta.firsts, word); at < meta.firsts.length; at += 1) {
    if (at > shardOf(meta.firsts, word) && !(isUnfinished && meta.firsts[at].startsWith(word))) break;
    const shard = await load(`w${at}`);
    for (const known of Object.keys(shard)) {
      if (known === word || (isUnfinished && known.startsWith(word))) for (const number of unpack(shard[known])) found.add(number);
    }
  }
  return found;
}

async function search(meta, query) {
  const words = wordsOf(query);
  const useful = words.filter((word) => !meta.common.includes(word));
  const isOpen = !/\s$/.test(query);
  const sets = await Promise.all(useful.map((word, at) => holders(meta, word, isOpen && at === useful.length - 1)));
  if (!sets.length) return { numbers: [], dropped: words };
  sets.sort((one, other) => one.size - other.size);
  const numbers = [...sets[0]].filter((number) => sets.every((set) => set.has(number))).sort((one, other) => other - one);
  return { numbers, dropped: words.filter((word) => meta.common.includes(word)) };
}

function element(name, css, ...children) {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.append(...children);
  return made;
}

function line([href, day, actor, act, band, toward, issue, notes, quote, source]) {
  const link = element("a", "", quote);
  link.href = href;
  const what = element("p", "what", element("strong", "", actor), " ", element("span", `act ${band}`, act));
  if (toward) what.append(" ", element("span", "to", "toward"), ` ${toward}`);
  what.append(" ", element("span", "to", "on"), ` ${issue}`);
  if (notes) what.append(" ", element("span", "flag", notes));
  return element("li", "claim", element("p", "when", day), what, element("blockquote", "", link), element("p", "from", source));
}

async function show(meta, numbers, from, count) {
  const wanted = numbers.slice(from, from + count);
  const blocks = new Map();
  for (const number of wanted) blocks.set(Math.floor(number / meta.block), null);
  await Promise.all([...blocks.keys()].map(async (block) => blocks.set(block, await load(`b${block}`))));
  document.getElementById("found").append(...wanted.map((number) => line(blocks.get(Math.floor(number / meta.block))[number % meta.block])));
}

async function start() {
  const query = new URLSearchParams(location.search).get("q") || "";
  const told = document.getElementById("told");
  const meta = await load("meta");
  document.getElementById("find").value = query;
  if (!query.trim()) {
    told.textContent = `${meta.count.toLocaleString("en")} quotes.`;
    return;
  }
  const { numbers, dropped } = await search(meta, query);
  const left = dropped.length ? ` Too common to search: ${dropped.join(", ")}.` : "";
  told.textContent = `${numbers.length.toLocaleString("en")} ${numbers.length === 1 ? "quote" : "quotes"} for “${query}”, newest first.${left}`;
  const further = document.getElementById("further");
  let shown = 0;
  const more = async () => {
    await show(meta, numbers, shown, 25);
    shown += 25;
    further.hidden = shown >= numbers.length;
  };
  further.addEventListener("click", more);
  await more();
}

start().catch((error) => { document.getElementById("told").textContent = `The search index cannot be read: ${error.message}.`; });
