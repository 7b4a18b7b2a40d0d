// The jobs that tell people of a request. They listen to its events, so that telling is planned with the fact.
import { system } from '#platform/actor.ts'
import type { JobHandler, Jobs } from '#platform/jobs.ts'
import { territory } from '#territory'
import { requestOfEvent } from '../record/queries.ts'
import { renamed } from './renamed.ts'
import { handlerTold, noted } from './to-desk.ts'
import { message, receipt, routed, sentInTheirName } from './to-resident.ts'
import type { Writing } from './writing.ts'

/** Runs `write` for the event named in a job's payload, as the system. */
function onEvent(origin: string, write: (writing: Writing) => Promise<void>): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const told = await requestOfEvent(tx, Number(payload.eventId))
      if (told === undefined) return
      await write({ tx, place: await territory(tx), ...told, origin })
    })
}

/** Jobs that tell people; `origin` is the public origin of links. */
export function mailJobs(origin: string): Jobs {
  return {
    'requests.mail_receipt': onEvent(origin, async (told) => {
      const writing = await routed(told)
      await receipt(writing)
      await sentInTheirName(writing)
    }),
    'requests.mail_message': onEvent(origin, message),
    'requests.mail_corrected': onEvent(origin, async (told) => message(await routed(told))),
    'requests.tell_renamed': onEvent(origin, renamed),
    'requests.mail_handler': onEvent(origin, handlerTold),
    'requests.mail_noted': onEvent(origin, noted),
  }
}
