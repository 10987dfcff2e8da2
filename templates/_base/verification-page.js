"use strict";
// Checks 防伪校验码 in the browser; the rules are those of docs/verification.md. Nothing is fetched, nothing is sent.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FACTS = [["number", "编号"], ["organisation", "单位"], ["team", "班组"], ["tier", "等级"], ["year", "年度"]];
const WORDS = /[0-9A-Za-z]+(?:[-‐‑–—−]\s?[0-9A-Za-z]+)*/g, SHORT = /^[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){3}$/;
const TEXT = new RegExp(
  FACTS.map(([, label]) => label + "\\s*[：:]([\\s\\S]*?)\\s*").join("") + "校验码\\s*[：:]\\s*([0-9A-Za-z\\s-]+)");
const LINK = /#1\.([0-9A-Za-z-]+)\.([0-9A-Za-z-]+)\s*$/;

const same = (text) => text.normalize("NFC").trim();
const typed = (number) => number.normalize("NFKC").replace(/\s/g, "").replace(/[‐‑–—−]/g, "-").toUpperCase();

function plain(typed) {
  const bare = typed.normalize("NFKC").replace(/[\s\-‐‑‒–—−·.]/g, "").toUpperCase();
  return bare.replace(/[IL]/g, "1").replace(/O/g, "0");
}

function bytesOf(letters) {
  const bytes = [];
  let held = 0, bits = 0;
  for (const letter of plain(letters)) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    held = held << 5 | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return bits >= 5 || held ? null : Uint8Array.from(bytes);
}

function times(one, other) {
  let product = 0;
  for (; other; other >>= 1) {
    if (other & 1) product ^= one;
    one <<= 1;
    if (one & 32) one ^= 37;
  }
  return product;
}

function checkLetter(letters) {
  let total = 0, weight = 1;
  for (const letter of letters) {
    weight = times(weight, 2);
    total ^= times(weight, LETTERS.indexOf(letter));
  }
  return LETTERS[total];
}

function shortIn(typed) {
  const letters = plain(typed);
  if (letters.length !== 16 || [...letters].some((letter) => !LETTERS.includes(letter))) return null;
  return checkLetter(letters.slice(0, 15)) === letters[15] ? letters.match(/.{4}/g).join("-") : null;
}

function claimIn(text) {
  let decoded = text;
  try { decoded = decodeURIComponent(text); } catch { /* a text of another kind may hold a lone % */ }
  const link = LINK.exec(decoded);
  if (link) return linked(link[1], link[2]);
  const found = TEXT.exec(text);
  if (!found) return null;
  const record = Object.fromEntries(FACTS.map(([name], index) => [name, found[index + 1].trim()]));
  const code = plain(found[6]).slice(0, 103); // what a telephone adds behind a text is not part of it
  return { record, signature: signatureIn(code), code };
}

function linked(payload, code) {
  let facts;
  try {
    facts = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(payload) || new Uint8Array());
  } catch { return null; }
  const values = facts.split("\n");
  if (values.length !== FACTS.length) return null;
  const record = Object.fromEntries(FACTS.map(([name], index) => [name, values[index]]));
  return { record, signature: signatureIn(code), code: plain(code) };
}

function signatureIn(code) {
  const bytes = bytesOf(code);
  return bytes && bytes.length === 64 ? bytes : null;
}

function signedBytes(record) {
  const values = FACTS.map(([name]) => record[name].normalize("NFC"));
  if (values.some((value) => /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value))) return null;
  const lines = FACTS.map(([name], index) => `${name}=${values[index]}\n`);
  return new TextEncoder().encode("qtdocs-certificate/1\n" + lines.join(""));
}

// undefined: this browser cannot check; null: no key fits
async function signerOf(claim, keys) {
  const data = signedBytes(claim.record);
  if (!data) return null;
  const subtle = globalThis.crypto && globalThis.crypto.subtle;
  if (!subtle) return undefined;
  for (const key of keys) {
    const raw = Uint8Array.from(key.key.match(/../g), (byte) => parseInt(byte, 16));
    try {
      const known = await subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
      if (await subtle.verify({ name: "Ed25519" }, known, claim.signature, data)) return key;
    } catch { return undefined; }
  }
  return null;
}

const answer = (outcome, seen, record) => ({ outcome, seen, record });
const listName = (data) => `校验名册（${data.day}）`;
const entryOf = (data, number) => data.certificates.find((each) => each.number === same(number));

function differing(entry, record) {
  return FACTS.filter(([name]) => same(entry[name]) !== same(record[name]))
    .map(([name, label]) => `${label}：这里是“${record[name]}”，名册里是“${entry[name]}”。`);
}

function byState(entry, record, why) {
  if (entry.state === "有效") return answer("相符", [why], record);
  const more = entry.replaced_by ? `，换成 ${entry.replaced_by}` : "";
  return answer("已撤销", [`${entry.since} ${entry.state}${more}。`], record);
}

function byListAlone(entry, claim, data, why) {
  const other = differing(entry, claim.record);
  const sameCode = entry.code === claim.code;
  if (other.length || !sameCode) {
    const more = sameCode ? [] : [`${listName(data)}里的校验码也不是这个。`];
    return answer("不符", [...other, ...more], claim.record);
  }
  return byState(entry, claim.record, `${why}只与${listName(data)}比过，完全一样。`);
}

async function claimChecked(claim, data) {
  const { record } = claim;
  if (!claim.signature) return answer("查不了", ["校验码不完整，应有 103 个字母数字；请重新扫一次。"], record);
  const entry = entryOf(data, record.number);
  const key = await signerOf(claim, data.keys);
  if (key === null) {
    const other = entry ? differing(entry, record) : [];
    const alike = entry && !other.length ? [`名册里编号 ${entry.number} 的五项内容与此一样，但校验码不是它的。`] : [];
    return answer("不符", ["与发证单位的公钥对不上。", ...other, ...alike], record);
  }
  const old = "这个浏览器太旧，不能用公钥核对，";
  if (!entry) {
    if (key === undefined) return answer("查不了", [`${old}${listName(data)}里也没有编号 ${record.number}；请换新的浏览器。`], record);
    if (key.leaked) return answer("查不了", ["做这个校验码的私钥可能在别人手里，单凭它不能算数，名册里又没有这个编号。"], record);
    const more = `${listName(data)}里没有这个编号：可能是另一届的，或发证在这以后；有没有撤销请问发证单位。`;
    return answer("相符", [`用公钥 ${key.fingerprint} 核对。`, more], record);
  }
  if (key === undefined) return byListAlone(entry, claim, data, old);
  if (key.leaked) return byListAlone(entry, claim, data, "没有用公钥核对，");
  const other = differing(entry, record);
  if (other.length) return answer("不符", ["校验码是真的，但名册里这个编号现在是另外的内容，以名册为准。", ...other], record);
  return byState(entry, record, `用公钥 ${key.fingerprint} 核对，${listName(data)}也有。`);
}

function shortChecked(text, number, data) {
  const short = shortIn(text);
  if (!short) return answer("查不了", ["校验码打错了或不全，应有 16 个字母数字，四个一组；请对照证书再打一次。"], null);
  const found = data.certificates.find((each) => each.short === short);
  if (found && ["", typed(found.number)].includes(typed(number))) return byState(found, found, `${listName(data)}里有这个校验码。`);
  const asked = typed(number) && data.certificates.find((each) => typed(each.number) === typed(number));
  if (asked) return answer("不符", [`${listName(data)}里编号 ${asked.number} 的校验码不是这个。`], null);
  if (found) return answer("不符", [`这个校验码是编号 ${found.number} 的，不是 ${number} 的。`], null);
  return answer("查不了", [`${listName(data)}里没有这个校验码；可能是另一届的证书，或发证在这以后。`], null);
}

async function judged(text, number, data) {
  const claim = claimIn(text);
  if (claim) return claimChecked(claim, data);
  const words = (text.normalize("NFKC").match(WORDS) || []).map((word) => word.replace(/[‐‑–—−]/g, "-").replace(/\s/g, ""));
  const found = words.find((word) => SHORT.test(word) && shortIn(word));
  return shortChecked(found || text, number, data);
}

function show(said, data) {
  const byId = (id) => document.getElementById(id);
  const filled = (parent, name, texts) => parent.append(...texts.map((text) => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }));
  byId("answer").hidden = false;
  byId("answer").className = { 相符: "good", 查不了: "open" }[said.outcome] || "bad";
  byId("outcome").textContent = said.outcome;
  byId("facts").replaceChildren();
  byId("seen").replaceChildren();
  for (const [name, label] of said.record ? FACTS : []) {
    filled(byId("facts"), "dt", [label]);
    filled(byId("facts"), "dd", [said.record[name]]);
  }
  filled(byId("seen"), "li", said.seen);
  byId("meaning").textContent = data.meanings[said.outcome];
  byId("answer").scrollIntoView({ block: "nearest" });
}

function start() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = document.getElementById("text"), number = document.getElementById("number");
  const result = document.getElementById("answer");
  let asked = 0;
  const check = async () => {
    const mine = ++asked, said = await judged(text.value, number.value, data);
    if (mine === asked) show(said, data);
  };
  // an old answer beside a new text would be taken for the answer to it
  for (const field of [text, number]) field.addEventListener("input", () => { asked++; result.hidden = true; });
  document.getElementById("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  const arrive = () => {
    if (!location.hash.startsWith("#1.")) return;
    text.value = location.hash;
    check();
  };
  addEventListener("hashchange", arrive);
  arrive();
}

if (typeof document !== "undefined") start();
