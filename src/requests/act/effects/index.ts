// The effects of requests: one file each, in the order in which they are done, and what they refuse is said.
import { ASK_RATING } from './ask-rating.ts'
import { ASSIGN_ACTOR } from './assign-actor.ts'
import { ASSIGN_CHOSEN } from './assign-chosen.ts'
import { CLOSE } from './close.ts'
import { FIRST_ANSWER } from './first-answer.ts'
import { HAND_OVER } from './hand-over.ts'
import type { RequestEffect } from './kind.ts'
import { MESSAGE_RESIDENT } from './message-resident.ts'
import { NOTIFY_HANDLER } from './notify-handler.ts'
import { PLAN_DATE } from './plan-date.ts'
import { PROMISE_DATE } from './promise-date.ts'
import { REOPEN } from './reopen.ts'
import { UNASSIGN } from './unassign.ts'

export const effects: readonly RequestEffect[] = [
  MESSAGE_RESIDENT,
  NOTIFY_HANDLER,
  FIRST_ANSWER,
  PLAN_DATE,
  PROMISE_DATE,
  ASSIGN_ACTOR,
  ASSIGN_CHOSEN,
  UNASSIGN,
  HAND_OVER,
  REOPEN,
  CLOSE,
  ASK_RATING,
]
