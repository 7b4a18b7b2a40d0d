// The table of the pages of a kiosk. None of them is a page of the session of whoever may be signed in there.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { answerSurveyHere, showOffer, showOffers, showSurvey, showSurveys } from './ask.ts'
import * as door from './door.ts'
import { showNumbers, showWeek } from './numbers.ts'
import { showOwn, showOwnOne } from './own.ts'
import { HERE } from './page.ts'
import { doAcknowledge, readMessages, showContent, showContents, showMessages } from './read.ts'
import {
  answerAsked,
  ASK,
  beginAsked,
  doSendAsked,
  OWN,
  reviewAsked,
  showAsk,
  showAsked,
  showAskedReceipt,
} from './request.ts'
import { WRITING_MINUTES } from './visit.ts'

const base = { action: 'kiosk.stand', title: 'Borne des agents', face: 'citizen' } as const
const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export const standRoutes: readonly Route[] = [
  { ...base, get: HERE, handle: door.showKiosk },
  post({
    ...base,
    post: `${HERE}/ouvrir`,
    input: door.OpenInput,
    handle: door.doOpen,
    again: door.openAgain,
  }),
  post({
    ...base,
    post: `${HERE}/entrer`,
    input: door.EnterInput,
    handle: door.doEnter,
    again: door.enterAgain,
  }),
  { ...base, get: `${HERE}/premier`, handle: door.showFirst },
  post({
    ...base,
    post: `${HERE}/premier`,
    input: door.FirstInput,
    handle: door.doFirst,
    again: door.firstAgain,
  }),
  { ...base, get: `${HERE}/encore`, handle: door.showStillThere },
  post({ ...base, post: `${HERE}/rester`, input: door.StayInput, handle: door.doStay }),
  post({ ...base, post: `${HERE}/terminer`, input: z.object({}), handle: door.doEnd }),
  { ...base, get: `${HERE}/fini`, handle: door.showEnd },
  { ...base, get: `${HERE}/messages`, handle: door.visiting(showMessages) },
  post({
    ...base,
    post: `${HERE}/messages`,
    input: door.ReadInput,
    handle: (ctx, { jusque }) => door.visiting((as, visit) => readMessages(as, visit, jusque))(ctx),
  }),
  { ...base, get: `${HERE}/a-lire`, handle: door.visiting(showContents) },
  { ...base, get: `${HERE}/a-lire/:contenu`, handle: door.visiting(showContent) },
  post({
    ...base,
    post: `${HERE}/a-lire/:contenu`,
    input: z.object({}),
    handle: door.visiting(doAcknowledge),
  }),
  { ...base, get: `${HERE}/questionnaires`, handle: door.visiting(showSurveys) },
  {
    ...base,
    get: `${HERE}/questionnaires/:questionnaire`,
    handle: door.visiting(showSurvey, WRITING_MINUTES),
  },
  post({
    ...base,
    post: `${HERE}/questionnaires/:questionnaire`,
    input: answers,
    handle: (ctx, _input, posted) =>
      door.visiting((as, visit) => answerSurveyHere(as, visit, posted.values), WRITING_MINUTES)(ctx),
  }),
  { ...base, get: `${HERE}/emplois`, handle: door.visiting(showOffers) },
  { ...base, get: `${HERE}/emplois/:offre`, handle: door.visiting(showOffer) },
  { ...base, get: `${HERE}/numeros`, handle: door.visiting(showNumbers) },
  { ...base, get: ASK, handle: door.visiting(showAsk) },
  { ...base, get: `${ASK}/:slug`, handle: door.visiting(beginAsked) },
  { ...base, get: `${ASK}/:slug/:draft/verifier`, handle: door.visiting(reviewAsked, WRITING_MINUTES) },
  post({
    ...base,
    post: `${ASK}/:slug/:draft/envoyer`,
    input: z.object({}),
    handle: door.visiting(doSendAsked),
  }),
  { ...base, get: `${ASK}/:slug/:draft/recu`, handle: door.visiting(showAskedReceipt) },
  { ...base, get: `${ASK}/:slug/:draft/:etape`, handle: door.visiting(showAsked, WRITING_MINUTES) },
  post({
    ...base,
    post: `${ASK}/:slug/:draft/:etape`,
    input: answers,
    handle: (ctx, _input, posted) =>
      door.visiting((as, visit) => answerAsked(as, visit, posted), WRITING_MINUTES)(ctx),
  }),
  { ...base, get: OWN, handle: door.visiting(showOwn) },
  { ...base, get: `${OWN}/:ref`, handle: door.visiting(showOwnOne) },
  { ...base, get: `${HERE}/semaine`, handle: door.visiting(showWeek) },
]
