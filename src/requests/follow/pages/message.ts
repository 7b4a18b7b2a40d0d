// What the box in which a resident writes on a request says: a message, the answer to a question, or why it is not solved.
import { is, type Noun, the } from '#platform/french/noun.ts'
import type { Html, HtmlValue } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { capital, longDate } from '#platform/ui/french.ts'
import { composer, type Draft } from '#threads'
import type { TakenUp, Writing } from '../view.ts'

interface Words {
  label: string
  hint: HtmlValue
  button: string
}

/** Who answers, and who takes it up again when it is reopened. */
export interface Answering {
  unit: Noun
  takenUp: TakenUp | null
}

function wordsOf(
  { transition, reopens, until }: Writing,
  asked: boolean,
  { unit, takenUp }: Answering,
): Words {
  if (reopens) {
    const limit = until === null ? '' : ` Vous avez jusqu’au ${longDate(until)} pour le dire.`
    const whose =
      takenUp === null
        ? `, au même service\u00a0: ${unit.name}.`
        : `. ${capital(the(takenUp.unit))} (${takenUp.authority}) la reprend\u00a0: ${the(unit)} n’y répond plus.`
    return {
      label: 'Dites-nous ce qui ne va pas',
      hint: `Votre message rouvre la demande${whose}${limit}`,
      button: 'Rouvrir la demande',
    }
  }
  if (asked)
    return {
      label: 'Votre réponse',
      hint: 'Le délai reprend dès que vous l’envoyez.',
      button: 'Envoyer ma réponse',
    }
  const hint = `${capital(the(unit))} ${is(unit, 'prévenu')} de votre message.`
  return { label: transition.label, hint, button: 'Envoyer' }
}

/** Where a script keeps the message as it is written. */
export const draftUrl = (ref: string): string => `/suivi/${ref}/brouillon`

/** The form; `asked` when the resident answers a question. Posted to the act that reopens, or as a simple message. */
export function messageForm(
  ctx: Context,
  ref: string,
  writing: Writing,
  options: Answering & { draft: Draft; asked: boolean },
): Html {
  const { draft, asked } = options
  return composer(ctx, {
    ...wordsOf(writing, asked, options),
    action: writing.reopens ? `/suivi/${ref}/actions/${writing.transition.id}` : `/suivi/${ref}/messages`,
    autosave: draftUrl(ref),
    className: asked || writing.reopens ? 'stack' : 'stack reply',
    draft,
  })
}
