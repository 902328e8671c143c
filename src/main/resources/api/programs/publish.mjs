// TINMOI_TOKEN=… node publish.mjs (18 or newer): publishes a story.
import {randomUUID} from "node:crypto";

const site = "http://localhost:8080";
const story = {
  title: "Xã Thượng Ngàn khánh thành cầu treo Nà Lúa",
  lead: "Cầu dài 86 m, nối hai thôn bên suối Tiên.",
  bodyHtml: "<p>Sáng nay, cây cầu treo Nà Lúa được đưa vào sử dụng.</p>",
  byline: "HOÀI NAM",
  status: "published",
};
const request = {
  method: "POST",
  headers: {
    "Authorization": `Bearer ${process.env.TINMOI_TOKEN}`,
    "Content-Type": "application/json",
    "Idempotency-Key": randomUUID(), // a retry with the same key writes nothing twice
  },
  body: JSON.stringify(story),
};

for (let attempt = 1; attempt <= 5; attempt++) {
  const answer = await fetch(site + "/api/v1/articles", request).catch(() => null);
  if (answer && ![429, 503].includes(answer.status)) {
    console.log(answer.status, await answer.text());
    process.exit(answer.ok ? 0 : 1);
  }
  const seconds = Number(answer?.headers.get("Retry-After") ?? 2);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
console.error("no answer after 5 attempts");
process.exit(1);
