// The engines for Node, for `render.py`: the protocol of `engine.py`.
// node engine.js NAME FOLDER, where FOLDER has template.docx and values.json.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const [name, folder] = process.argv.slice(2);
const file = path.join(folder, "template.docx");
const values = JSON.parse(fs.readFileSync(path.join(folder, "values.json"), "utf8"));
let turn = 0;

const engines = {
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    const data = fs.readFileSync(file);
    return async (value) => {
      const document = new Docxtemplater(new PizZip(data), { paragraphLoop: true });
      document.render(value);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  carbone() {
    const carbone = require("carbone");
    return (value) =>
      new Promise((resolve, reject) =>
        carbone.render(file, value, (error, made) => (error ? reject(error) : resolve(made)))
      );
  },
};

(async () => {
  const make = engines[name]();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint();
    const cpu = process.cpuUsage();
    let made;
    for (let each = 0; each < Number(line); each++) made = await make(values[turn++ % values.length]);
    const used = process.cpuUsage(cpu);
    console.log(
      JSON.stringify({
        seconds: Number(process.hrtime.bigint() - start) / 1e9,
        cpu: (used.user + used.system) / 1e6,
      })
    );
    if (process.env.AVTAL_BENCH_SHOW) fs.writeFileSync(process.env.AVTAL_BENCH_SHOW, made);
  }
  process.exit(0);
})();
