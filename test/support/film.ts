// What a camera sees in front of a telephone: a film of one picture, the code drawn on it, as browsers are given one (YUV4MPEG2).
import { writeFileSync } from 'node:fs'
import { encode } from 'uqr'

const [WIDE, HIGH] = [640, 480]
const [WHITE, BLACK, GREY] = [235, 16, 128]

/** @param code null: nothing is held to the camera */
export function film(path: string, code: string | null): void {
  const light = Buffer.alloc(WIDE * HIGH, code === null ? GREY : WHITE)
  if (code !== null) draw(light, code)
  const colour = Buffer.alloc((WIDE * HIGH) / 2, GREY)
  const head = `YUV4MPEG2 W${WIDE} H${HIGH} F10:1 Ip A1:1 C420jpeg\n`
  writeFileSync(path, Buffer.concat([Buffer.from(head), Buffer.from('FRAME\n'), light, colour]))
}

function draw(light: Buffer, code: string): void {
  const { size, data } = encode(code, { border: 4 })
  const side = Math.floor(HIGH / size)
  const [left, top] = [Math.floor((WIDE - size * side) / 2), Math.floor((HIGH - size * side) / 2)]
  for (const [y, row] of data.entries())
    for (const [x, isDark] of row.entries())
      if (isDark)
        for (let line = 0; line < side; line += 1) {
          const from = (top + y * side + line) * WIDE + left + x * side
          light.fill(BLACK, from, from + side)
        }
}
