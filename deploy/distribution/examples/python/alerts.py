"""Prints each alert of Framewatch once: python alerts.py BOOTSTRAP_SERVERS GROUP SCHEMAS

SCHEMAS is the folder that './framewatch schemas --out SCHEMAS' writes.
"""
import collections
import json
import pathlib
import sys

import confluent_kafka
import jsonschema

TOPIC = "framewatch.alerts"
REMEMBERED = 10_000  # ids


def main(bootstrap_servers, group, folder):
    files = pathlib.Path(folder).glob("*.schema.json")
    schemas = {schema["$id"]: schema for schema in (json.loads(file.read_text()) for file in files)}
    seen = collections.OrderedDict()
    consumer = confluent_kafka.Consumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": group,
        "isolation.level": "read_committed",  # records of aborted transactions never were
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    })
    consumer.subscribe([TOPIC])
    while True:
        record = consumer.poll(1)
        if record is None:
            continue
        if record.error():
            print("Kafka:", record.error(), file=sys.stderr)
            continue
        try:
            event_id, alert = read(record, schemas)
            if event_id not in seen:
                print(json.dumps(alert), flush=True)
                seen[event_id] = True
                if len(seen) > REMEMBERED:
                    seen.popitem(last=False)
        except (KeyError, TypeError, ValueError, jsonschema.ValidationError) as error:
            place = f"{record.topic()}-{record.partition()} at {record.offset()}"
            print(f"{place}: {getattr(error, 'message', error)}", file=sys.stderr)
        consumer.commit(message=record, asynchronous=False)  # only what is done


def read(record, schemas):
    """The id of the event and its alert, as its schema says."""
    headers = {name: value.decode() for name, value in record.headers() or []}
    alert = json.loads(record.value())
    jsonschema.Draft202012Validator(schemas[headers["ce_dataschema"]]).validate(alert)
    return headers["ce_id"], alert


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
