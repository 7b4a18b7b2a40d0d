// Which models the file of a form carries: as many as there is room for, in the order of its questions. Pure.
import { type FormDefinition, type Model, modelsOf } from '#forms'

/** Bytes of all models of a file together: a page carries them while it is tried. */
export const MOST_CARRIED = 600_000

/** Those that a file carries, and those that it has no room for: by what the form says of them alone, so that the same form gives the same file. */
export function carriedModels(form: FormDefinition): { within: Model[]; over: Model[] } {
  const [within, over]: [Model[], Model[]] = [[], []]
  let room = MOST_CARRIED
  for (const model of modelsOf(form)) {
    if (model.bytes > room) over.push(model)
    else {
      within.push(model)
      room -= model.bytes
    }
  }
  return { within, over }
}
