// What the database refuses, said in words beside a field: by constraint, or by code.
import { BadInput, type FieldProblem } from '../errors.ts'

export type Refusals = Readonly<Record<string, FieldProblem>>

/** Runs it; what the database refuses by these constraints or codes is said beside a field. @throws BadInput */
export async function inWords<T>(work: Promise<T>, refusals: Refusals): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown }
    const said = refusals[String(constraint)] ?? refusals[String(code)]
    throw said === undefined ? error : new BadInput([said])
  }
}
