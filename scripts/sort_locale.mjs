// Writes locale/*.json with sorted keys, one a line, so that two people's new sentences seldom meet.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

const folder = new URL('../locale/', import.meta.url)
for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
  const file = new URL(name, folder)
  const sentences = JSON.parse(readFileSync(file, 'utf8'))
  const sorted = Object.fromEntries(Object.keys(sentences).sort().map((key) => [key, sentences[key]]))
  const text = JSON.stringify(sorted, null, 2) + '\n'
  if (text !== readFileSync(file, 'utf8')) writeFileSync(file, text)
}
