import type { Passage } from '../../../src/knowledge/section.ts'

export function passage(id: string, body: string, score = 0.9): Passage {
  return {
    score,
    section: {
      id,
      url: `https://docs.test/${id}#here`,
      page: `https://docs.test/${id}`,
      title: `Page ${id}`,
      headings: ['Here'],
      body,
      scope: '',
      position: 0,
    },
  }
}
