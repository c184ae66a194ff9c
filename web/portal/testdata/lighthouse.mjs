// Looks at pages with Lighthouse, one after the other in one browser, and prints
// a line of JSON for each: node lighthouse.mjs FOLDER CHROMIUM < pages.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, chromePath] = process.argv.slice(2);
const from = (file) => import(pathToFileURL(`${folder}/node_modules/${file}`));
const { default: lighthouse } = await from("lighthouse/core/index.js");
const { launch } = await from("chrome-launcher/dist/index.js");

const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox"] });
try {
  for (const page of JSON.parse(readFileSync(0))) {
    const { lhr } = await lighthouse(page.url, {
      port: chrome.port,
      onlyCategories: ["performance", "accessibility", "best-practices"],
      skipAudits: ["screenshot-thumbnails", "final-screenshot"],
      disableFullPageScreenshot: true,
      extraHeaders: page.headers,
    });
    const { audits, categories } = lhr;
    const scored = Object.values(categories).flatMap((c) => c.auditRefs.filter((a) => a.weight > 0).map((a) => audits[a.id]));
    console.log(JSON.stringify({
      name: page.name,
      index: lhr.environment.benchmarkIndex,
      ended: lhr.finalDisplayedUrl,
      failed: lhr.runtimeError?.message ?? "",
      performance: Math.round(categories.performance.score * 100),
      accessibility: Math.round(categories.accessibility.score * 100),
      practices: Math.round(categories["best-practices"].score * 100),
      lcp: Math.round(audits["largest-contentful-paint"].numericValue),
      tbt: Math.round(audits["total-blocking-time"].numericValue),
      shift: Math.round(audits["cumulative-layout-shift"].numericValue * 1e4),
      script: audits["network-requests"].details.items.filter((i) => i.resourceType === "Script").reduce((n, i) => n + i.transferSize, 0),
      missed: scored.filter((a) => a.score !== null && a.score < 0.9).map((a) => a.id),
    }));
  }
} finally {
  await chrome.kill();
}
