// Prints each alert of Framewatch once: node alerts.js BOOTSTRAP_SERVERS GROUP SCHEMAS
// SCHEMAS is the folder that './framewatch schemas --out SCHEMAS' writes.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { Kafka, logLevel } from "kafkajs";

const TOPIC = "framewatch.alerts";
const REMEMBERED = 10_000; // ids

const [bootstrapServers, group, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node alerts.js BOOTSTRAP_SERVERS GROUP SCHEMAS");
  process.exit(2);
}

const schemas = new Ajv({ strict: false });
readdirSync(folder)
  .filter((file) => file.endsWith(".schema.json"))
  .forEach((file) => schemas.addSchema(JSON.parse(readFileSync(join(folder, file), "utf8"))));

/** The id of the event and its alert, as its schema says. */
function read(record) {
  const schema = schemas.getSchema(String(record.headers["ce_dataschema"]));
  if (!schema) throw new Error(`no schema ${record.headers["ce_dataschema"]}`);
  const alert = JSON.parse(String(record.value));
  if (!schema(alert)) throw new Error(schemas.errorsText(schema.errors));
  return { id: String(record.headers["ce_id"]), alert };
}

const seen = new Set();
const kafka = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.ERROR });
// readUncommitted is false: records of aborted transactions never were.
const consumer = kafka.consumer({ groupId: group, readUncommitted: false });
await consumer.connect();
await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ topic, partition, message }) => {
    try {
      const { id, alert } = read(message);
      if (!seen.has(id)) {
        console.log(JSON.stringify(alert));
        seen.add(id);
        if (seen.size > REMEMBERED) seen.delete(seen.values().next().value);
      }
    } catch (error) {
      console.error(`${topic}-${partition} at ${message.offset}: ${error.message}`);
    }
    const next = String(BigInt(message.offset) + 1n);
    await consumer.commitOffsets([{ topic, partition, offset: next }]); // only what is done
  },
});
