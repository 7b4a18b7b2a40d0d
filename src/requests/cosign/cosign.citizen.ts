// Handlers of whoever is asked to sign: reads by the link that was mailed, signs or refuses, once.
import {
  answerByRole,
  answersSummary,
  formVersion,
  isSigned,
  judgeSigned,
  namedIn,
  otherName,
  reachableAnswers,
  reachablePages,
} from '#forms'
import { digest } from '#people'
import type { Read } from '#platform/db/db.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { type Context, one, page, type Posted, type Reply } from '#platform/http/route.ts'
import { plural } from '#platform/ui/french.ts'
import { serviceVersion } from '#services'
import { territory } from '#territory'
import { answerCosigning, type AskedToSign, cosigningBy } from '../signed/queries.cosigning.ts'
import type { ReadInput, RefuseInput, SignInput } from './inputs.ts'
import { saidName } from './mails.ts'
import { askedToSignPage, doneToSignPage, toSignPage, type ToSignView } from './page.ts'

const GONE =
  'Ce lien ne sert plus\u00a0: vous avez déjà répondu, les réponses ont changé depuis, la personne a retiré sa demande, ou elle est restée trop longtemps sans réponse. S’il faut encore signer, vous recevez un autre e-mail.'
const SAME =
  'Vous êtes la personne qui a rempli cette demande\u00a0: deux personnes différentes doivent signer. Déconnectez-vous si le lien est pour quelqu’un d’autre, et laissez-lui ouvrir son e-mail.'

const NOTHING = { name: '', agreed: false, reason: '' }

/** @throws NotFound when the link opens nothing, or nothing more */
async function open(tx: Read, token: string): Promise<AskedToSign> {
  const asked = await cosigningBy(tx, digest(token))
  if (asked === undefined) throw new NotFound(GONE)
  return asked
}

type Shown = Pick<ToSignView, 'problems' | 'typed'>

async function viewOf(tx: Read, token: string, shown: Shown): Promise<ToSignView> {
  const asked = await open(tx, token)
  const [form, service, place] = [
    await formVersion(tx, asked.formId, asked.formVersion),
    await serviceVersion(tx, asked.serviceSlug, asked.serviceVersion),
    await territory(tx),
  ]
  const answers = reachableAnswers(form, asked.answers)
  // Papers stay with whoever gave them and whoever answers: only how many there are is told. Accounts are masked.
  const lines = answersSummary(form, answers, place).map(({ entire: _masked, files, ...line }) =>
    files === undefined ? line : { ...line, value: filesSaid(files) },
  )
  const by = answerByRole(form, answers, 'contactName')
  return {
    ...shown,
    ...{ token, service: service.title, by: saidName(typeof by === 'string' ? by : '') },
    ...{
      name: asked.name,
      signsAs: asked.signsAs,
      sentence: asked.sentence,
      askedAt: asked.askedAt,
      zone: place.zone,
    },
    pages: reachablePages(form, answers)
      .map(({ id, title }) => ({ id, title, lines: lines.filter(({ pageId }) => pageId === id) }))
      .filter((one) => one.lines.length > 0),
  }
}

const filesSaid = ({ length }: readonly unknown[]): string =>
  `${plural(length, 'pièce jointe', 'pièces jointes')}, non montrée ici`

const PRIVATE = { headers: { 'referrer-policy': 'no-referrer' } }

async function shownToSign(ctx: Context, token: string, shown: Shown, status = 200): Promise<Reply> {
  const view = await ctx.db.read(ctx.actor, (tx) => viewOf(tx, token, shown))
  return { ...page(toSignPage(ctx, view), status), ...PRIVATE }
}

/** GET /cosignature */
export const showAskedToSign = async (ctx: Context): Promise<Reply> => ({
  ...page(askedToSignPage(ctx, one(ctx.query, 'jeton'))),
  ...PRIVATE,
})

/** POST /cosignature: the answers; nothing changes. */
export const readToSign = (ctx: Context, { jeton }: ReadInput): Promise<Reply> =>
  shownToSign(ctx, jeton, { typed: NOTHING, problems: [] })

async function answered(
  ctx: Context,
  token: string,
  answer: 'signed' | 'refused',
  said: string,
): Promise<Reply | null> {
  const done = await ctx.db.write(ctx.actor, (tx) => answerCosigning(tx, digest(token), answer, said))
  if (done === 'gone') throw new NotFound(GONE)
  return done === 'done' ? page(doneToSignPage(ctx, answer)) : null
}

function problemsIn(input: SignInput, { name }: AskedToSign): { name: string } | FieldProblem {
  const judged = judgeSigned({ '-nom': input['signature-nom'], '-accord': input['signature-accord'] })
  if ('problem' in judged)
    return { field: judged.part === '-accord' ? 'signature-accord' : 'signature', message: judged.problem }
  if ('empty' in judged)
    return {
      field: 'signature',
      message: 'Écrivez votre prénom et votre nom, et cochez la case, pour signer.',
    }
  const named = namedIn(name)
  return named === null || isSigned(judged.answer.name, named)
    ? judged.answer
    : { field: 'signature', message: otherName(named.said) }
}

/** POST /cosignature/signature */
export async function signToo(ctx: Context, input: SignInput): Promise<Reply> {
  const asked = await ctx.db.read(ctx.actor, (tx) => open(tx, input.jeton))
  const typed = { ...NOTHING, name: input['signature-nom'], agreed: input['signature-accord'] === 'oui' }
  const judged = problemsIn(input, asked)
  if ('message' in judged) return shownToSign(ctx, input.jeton, { typed, problems: [judged] }, 422)
  const done = await answered(ctx, input.jeton, 'signed', judged.name)
  return (
    done ?? shownToSign(ctx, input.jeton, { typed, problems: [{ field: 'signature', message: SAME }] }, 422)
  )
}

/** POST /cosignature/refus */
export async function refuseToSign(ctx: Context, { jeton, raison }: RefuseInput): Promise<Reply> {
  const done = await answered(ctx, jeton, 'refused', raison)
  if (done === null) throw new NotFound(GONE)
  return done
}

/** What was posted and not taken, as it was typed. */
export const toSignAgain = (ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> =>
  shownToSign(
    ctx,
    one(values, 'jeton'),
    {
      typed: {
        name: one(values, 'signature-nom'),
        agreed: one(values, 'signature-accord') === 'oui',
        reason: one(values, 'raison'),
      },
      problems,
    },
    422,
  )
