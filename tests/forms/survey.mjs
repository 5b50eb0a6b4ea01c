// Fill in surveys with SurveyJS itself: from {survey, answers} to what it hands back.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, file] = process.argv.slice(2);
const { Model } = createRequire(join(folder, "here.js"))("survey-core");

function filled({ survey, answers }) {
  const model = new Model(survey);
  const broken = (model.jsonErrors ?? []).map((error) => error.message);
  if (broken.length) throw new Error(`${survey.title}: ${broken.join("; ")}`);
  for (const question of model.getAllQuestions()) {
    if (question.getType() !== "matrix") {
      question.value = answers[question.name];
      continue;
    }
    const offered = question.columns.map((column) => column.value);
    const value = {};
    for (const row of question.rows) {
      const said = answers[row.value];
      if (said === undefined) continue;
      if (!offered.includes(said)) throw new Error(`${row.value}: ${said} is not offered`);
      value[row.value] = said;
    }
    question.value = value;
  }
  if (!model.tryComplete() || model.state !== "completed") {
    throw new Error(`${survey.title}: cannot be completed`);
  }
  return model.data;
}

const given = JSON.parse(readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify(given.map(filled)));
