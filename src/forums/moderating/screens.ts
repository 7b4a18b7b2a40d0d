// Screens of one message: it is reported, hidden, left, shown again, contested, judged. Each shows the message, and sends one thing.
import type { Html } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import { ownName } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { type Fields, formOf, formRoutes, type FormScreen, type ReadFields } from '#platform/screens/form.ts'
import { prose } from '#platform/ui/content.ts'
import { officeFrame } from '#territory'
import { z } from 'zod'
import { postIn, threadAt, THREADS } from '../record/find.ts'
import { isRule, reasonText, RULES } from '../record/words.ts'
import { contest, hide, judge, leave, mayDecide, type Meant, report, show } from './moderate.ts'

const rules: readonly Choice[] = Object.entries(RULES)

const rule = field({
  label: 'Pour quelle raison',
  control: { list: [['', 'Choisissez'], ...rules] },
  medium: true,
  type: z.string().refine(isRule, 'Choisissez une raison.'),
})

const text = (label: string, hint: string, most: number, least: number, wrong: string) =>
  field({
    ...{ label, hint, control: 'text', rows: 3 },
    ...(least === 0 ? { optional: true as const } : {}),
    type: lineOf(most).refine((typed) => typed.length >= least, wrong),
  })

const reportForm = formOf({ rule })
const hideForm = formOf({
  rule,
  word: text('Ce que vous ajoutez', 'Lu de l’auteur et de tous ceux du forum.', 400, 0, ''),
})
const noForm = formOf({})
const contestForm = formOf({
  word: text(
    'Pourquoi vous contestez',
    'Une seule fois\u00a0: une autre personne que celle qui a masqué décide.',
    1000,
    3,
    'Dites pourquoi, en une phrase.',
  ),
})
const judgeForm = formOf({
  verdict: field({
    label: 'Votre décision',
    control: {
      list: [
        ['', 'Choisissez'],
        ['show', 'Rétablir le message'],
        ['keep', 'Le laisser masqué'],
      ],
    },
    medium: true,
    type: z.enum(['show', 'keep'], 'Choisissez une décision.'),
  }),
  because: text(
    'Pourquoi',
    'Lu de l’auteur et de qui avait masqué.',
    400,
    3,
    'Dites pourquoi, en une phrase.',
  ),
})

/** The message, and why it is hidden when it is. */
function message({ post: { n, author, body, hiding } }: Meant): Html {
  const why =
    hiding === null
      ? null
      : html`<p>Masqué par ${hiding.by}&nbsp;: ${reasonText(hiding.rule, hiding.word)}</p>${hiding.appeal !== null && html`<p><b>Contesté&nbsp;:</b> ${hiding.appeal}</p>`}`
  return html`<blockquote class="quoted">${body === null ? html`<p>Votre message est masqué.</p>` : prose(body)}<footer>${author}, n°&nbsp;${n}</footer></blockquote>${why}`
}

interface Act<F extends Fields> extends Pick<FormScreen<F>, 'title' | 'form' | 'button' | 'action'> {
  end: string
  /** Is it for whoever acts, on that message? */
  isFor: (meant: Meant, me: number | null) => boolean
  does: (tx: Write, meant: Meant, typed: ReadFields<F>) => Promise<void>
  done: string
}

function routesOf<F extends Fields>({ end, isFor, does, done, ...screen }: Act<F>): Route[] {
  const meant = async (tx: Read, ctx: Context): Promise<Meant> => {
    const found = await postIn(tx, ctx)
    if (!isFor(found, ownName(ctx.actor))) throw new NotFound()
    return found
  }
  return formRoutes(
    {
      ...screen,
      at: `${THREADS}/:sujet/:n/${end}`,
      face: 'agent',
      back: { href: `${THREADS}/:sujet`, label: 'Revenir au sujet' },
      shown: async (tx, ctx) => ({ typed: {}, intro: message(await meant(tx, ctx)) }),
      async act(tx, typed, ctx) {
        const found = await meant(tx, ctx)
        await does(tx, found, typed)
        return redirect(threadAt(found.thread), done)
      },
    },
    officeFrame,
  )
}

const isShown = ({ post }: Meant): boolean => post.hiding === null

export const moderatingRoutes: readonly Route[] = [
  ...routesOf({
    ...{
      end: 'signaler',
      action: 'forum.say',
      title: 'Signaler un message',
      form: reportForm,
      button: 'Signaler',
    },
    isFor: (meant, me) => isShown(meant) && me !== null && meant.post.authorId !== me,
    does: (tx, meant, typed) => report(tx, meant, read(typed.rule)),
    done: 'C’est signalé\u00a0: qui anime le forum regarde, et vous répond.',
  }),
  ...routesOf({
    ...{
      end: 'masquer',
      action: 'forum.moderate',
      title: 'Masquer un message',
      form: hideForm,
      button: 'Masquer ce message',
    },
    isFor: (meant) => isShown(meant) && meant.thread.moderates,
    async does(tx, meant, typed) {
      const why = read(typed.rule)
      if (why === 'other' && typed.word.length < 3)
        throw new BadInput([{ field: 'word', message: 'Dites cette autre raison, en une phrase.' }])
      await hide(tx, meant, why, typed.word)
    },
    done: 'Le message est masqué\u00a0: son auteur en reçoit la raison.',
  }),
  ...routesOf({
    ...{
      end: 'laisser',
      action: 'forum.moderate',
      title: 'Laisser un message en place',
      form: noForm,
      button: 'Le laisser en place',
    },
    isFor: (meant) => isShown(meant) && meant.thread.moderates,
    does: (tx, meant) => leave(tx, meant),
    done: 'Le message reste\u00a0: qui l’avait signalé le sait.',
  }),
  ...routesOf({
    ...{
      end: 'retablir',
      action: 'forum.moderate',
      title: 'Rétablir un message',
      form: noForm,
      button: 'Rétablir ce message',
    },
    isFor: (meant, me) => !isShown(meant) && meant.thread.moderates && meant.post.authorId !== me,
    does: (tx, meant) => show(tx, meant),
    done: 'Le message se lit de nouveau.',
  }),
  ...routesOf({
    ...{ end: 'contester', action: 'forum.say', title: 'Contester', form: contestForm, button: 'Contester' },
    isFor: ({ post: { hiding } }, me) =>
      hiding !== null && me !== null && hiding.authorId === me && hiding.appeal === null,
    does: (tx, meant, typed) => contest(tx, meant, typed.word),
    done: 'C’est envoyé\u00a0: une autre personne décide, et vous le saurez.',
  }),
  ...routesOf({
    ...{
      end: 'decision',
      action: 'forum.moderate',
      title: 'Décider de ce qui est contesté',
      form: judgeForm,
      button: 'Décider',
    },
    isFor: (meant, me) => mayDecide(meant, me),
    does: (tx, meant, typed) => judge(tx, meant, typed.verdict === 'show', typed.because),
    done: 'Votre décision est dite à l’auteur.',
  }),
]

/** The rule that was chosen. @throws BadInput */
function read(typed: string) {
  if (!isRule(typed)) throw new BadInput([{ field: 'rule', message: 'Choisissez une raison.' }])
  return typed
}
