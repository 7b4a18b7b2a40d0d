// What is wrong with a form, and where.
export interface FormFault {
  /** Field or page id. */
  at: string
  /** French, for whoever edits the form. */
  sentence: string
}
