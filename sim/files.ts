import { crc32, deflateSync } from 'node:zlib'

/** A file that came with a request to Discord; its bytes are looked at for their number alone. */
export interface UploadedFile {
  name: string
  contentType: string
  size: number
}

export interface MultipartBody {
  /** The part named `payload_json`; '' when there is none. */
  payload: string
  files: UploadedFile[]
}

/** A `multipart/form-data` body as Discord reads it; null when it is malformed. */
export async function readMultipart(
  bytes: Buffer<ArrayBuffer>,
  contentType: string,
): Promise<MultipartBody | null> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
    const payload = form.get('payload_json')
    const files = [...form.entries()].flatMap(([part, value]) =>
      /^files\[\d+\]$/.test(part) && typeof value !== 'string'
        ? { name: value.name, contentType: value.type || 'application/octet-stream', size: value.size }
        : [],
    )
    return { payload: typeof payload === 'string' ? payload : '', files }
  } catch {
    return null
  }
}

/** Made-up content: a plain picture when the file says that it is one, then zeros up to the size it claims. */
export function fileContent({ contentType, size }: { contentType: string; size: number }): Buffer {
  const content = Buffer.alloc(size)
  if (contentType.startsWith('image/')) PICTURE.copy(content)
  return content
}

const PICTURE_WIDTH = 160
const PICTURE_HEIGHT = 100

/** Stripes of grey, as PNG. https://www.w3.org/TR/png-3/ */
const PICTURE = png((x, y) => (Math.floor((x + y) / 16) % 2 === 0 ? 0xb8 : 0x9c))

function png(greyAt: (x: number, y: number) => number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(PICTURE_WIDTH, 0)
  header.writeUInt32BE(PICTURE_HEIGHT, 4)
  // Eight bits a pixel, greyscale.
  header.writeUInt8(8, 8)
  const rows = Array.from({ length: PICTURE_HEIGHT }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: PICTURE_WIDTH }, (_, x) => greyAt(x, y))]),
  )
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
