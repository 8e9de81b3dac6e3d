import type { Verdict } from "./claims.js";

// What the program says, in Chinese and English.

export type Language = "zh" | "en";

const verdictWords: Record<Language, Record<Verdict, string>> = {
  zh: {
    TRACEABLE: "可溯源",
    TRACEABLE_WITH_RESERVATIONS: "有保留地可溯源",
    INDETERMINATE: "无法判定",
    NOT_TRACEABLE: "不可溯源",
  },
  en: {
    TRACEABLE: "traceable",
    TRACEABLE_WITH_RESERVATIONS: "traceable with reservations",
    INDETERMINATE: "indeterminate",
    NOT_TRACEABLE: "not traceable",
  },
};

const texts = {
  zh: {
    head: "{0}：{1}（{2}，{3}，所知截至 {4}）",
    proven: "已由日志证明：{0} 份证书中 {1} 份的原件，{2} 条记录中 {3} 条；日志 {4}，共 {5} 条",
    asserted:
      "仅由运营者 {0} 声明：上述日志中再无涉及这些证书的条目，截至该时刻没有会改变结论的更新证书或记录，未经证明的内容如所示",
    decided: "重新判定：{0}",
    given: "按所给采信：{0}；未列出的规则视为不适用",
    holds: "证明成立",
    refused: "证明不成立（{0}）：{1}",
    usage:
      "用法：suyuan-verifier FILE (--key KEY | --key-file FILE | --policy FILE) (--operator-key KEY | --operator-key-file FILE) [--profile FILE]... [--lang zh|en]",
  },
  en: {
    head: "{0}: {1} ({2}, {3}, by what was known at {4})",
    proven:
      "proven by the log: the originals of {1} of {0} certificates, {3} of {2} records; the log {4} has {5} leaves",
    asserted:
      "asserted by the operator {0} alone: no other leaf of that log is about these certificates, by that instant there was no newer certificate or record that would change the answer, and what is not proven is as shown",
    decided: "decided again: {0}",
    given: "taken as given: {0}; that rules which are not listed did not apply",
    holds: "the proof holds",
    refused: "the proof does not hold ({0}): {1}",
    usage:
      "usage: suyuan-verifier FILE (--key KEY | --key-file FILE | --policy FILE) (--operator-key KEY | --operator-key-file FILE) [--profile FILE]... [--lang zh|en]",
  },
} satisfies Record<Language, Record<string, string>>;

export type TextName = keyof (typeof texts)["en"];

export function say(
  language: Language,
  name: TextName,
  ...values: (string | number | bigint)[]
): string {
  return texts[language][name].replace(/\{(\d)\}/g, (_, n: string) =>
    String(values[Number(n)] ?? ""),
  );
}

export function sayVerdict(language: Language, verdict: Verdict): string {
  return verdictWords[language][verdict];
}
