// What the box in which a resident writes on a request says: a message, the answer to a question, or why it is not solved.
import { is, type Noun, the } from '#platform/french/noun.ts'
import type { Html, HtmlValue } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { capital, longDate } from '#platform/ui/french.ts'
import { composer, type Draft } from '#threads'
import type { Writing } from '../view.ts'

interface Words {
  label: string
  hint: HtmlValue
  button: string
}

function wordsOf({ transition, reopens, until }: Writing, asked: boolean, unit: Noun): Words {
  if (reopens) {
    const limit = until === null ? '' : ` Vous avez jusqu’au ${longDate(until)} pour le dire.`
    return {
      label: 'Dites-nous ce qui ne va pas',
      hint: `Votre message rouvre la demande, au même service\u00a0: ${unit.name}.${limit}`,
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
  options: { draft: Draft; asked: boolean; unit: Noun },
): Html {
  const { draft, asked, unit } = options
  return composer(ctx, {
    ...wordsOf(writing, asked, unit),
    action: writing.reopens ? `/suivi/${ref}/actions/${writing.transition.id}` : `/suivi/${ref}/messages`,
    autosave: draftUrl(ref),
    className: asked || writing.reopens ? 'stack' : 'stack reply',
    draft,
  })
}
