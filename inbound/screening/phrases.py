"""The words by which machines give themselves away, in the languages they speak.

Every pattern runs in linear time: no repetition inside a repetition, no unbounded gap.
"""

import re

BOUNCE_SENDER = re.compile(
    r"(?i)^(?:mailer[-_. ]?daemon|post ?master|mail[-_]?daemon|mdaemon|maildaemon|mmdf|uucp|bounces?|"
    r"mail[-._]?delivery[\w.-]*|delivery[-_]?(?:status|failure|notification)s?)(?:[-+=.][^@\s>]{0,100})?@"
    r"|^mailer-daemon$|<mailer-daemon\b"
)

ANSWER_PREFIX = re.compile(
    r"(?i)\s{0,5}(?:re|aw|sv|rv|vs|odp|antw|ynt|fwd?|wg|tr|回复|答复)\s?(?:\[\d\])?\s?[:：]"
)

BOUNCE_NAME = re.compile(
    r"(?i)\bmail(?:er)?[- ]?(?:deliver\w*|daemon|administrator|system|transport)\b|\bdelivery (?:sub)?system\b"
    r"|\bsystem administrator\b|\bpost ?master\b"
)

STATUS_CODE = re.compile(
    r"(?:\b5[0-5]\d[ -]#?|#|\b(?i:status|error|code|dsn)[:= ]{1,3})5\.\d{1,3}\.\d{1,3}\b|\(5\.[0-7]\.1?\d\b"
)
"""One of a permanent failure (RFC 3463), beside what shows that it is one: 5.6.25 alone is a day."""

TECHNICAL = re.compile(r"\b4[0-5]\d[ -]#?4\.\d{1,3}\.\d{1,3}\b|(?i:\bsmtp\b|<<< |>>> RCPT)")

BOUNCE_SUBJECT = re.compile(
    r"(?i)\b(?:undeliver\w{0,8}|non-?deliver\w{0,6}|returned (?:e?-?mail|to sender|message)|failure notice"
    r"|(?:mail|message|delivery|e-mail)[- ](?:delivery )?(?:has )?(?:status notification|failed|failure|error|problem"
    r"|notification|report|returned|undeliver\w+|status|rejected)|delivery (?:attempt )?(?:has )?(?:been )?"
    r"(?:failed|failure|notification|status|delayed|report|error)|(?:could|can) ?not (?:be )?(?:send|sent|deliver\w*)"
    r"|rejected (?:mail|message|posting)|mail system error|mail error|user unknown|unknown (?:user|address|recipient)"
    r"|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|unzustellbare?|non remis|non distribu\w+|[ée]chec de"
    r"|no (?:se ha )?(?:podido )?entregad[ao]|devolución|mancato recapito|mancata consegna|não entregue|falha na entrega"
    r"|onbestelbaar|niet (?:bezorgd|te bezorgen)|non recapitabil\w*|no se puede entregar|n[ãa]o [ée] poss[íi]vel entregar|olevererbar\w*"
    r"|kan ikke (?:leveres|afleveres)|niedostarczaln\w*|nie można dostarczyć|nedoručiteln\w*|kézbesíthetetlen|teslim edilem\w*|^\W{0,3}rejected: |kunde inte levereras|недоставлен\w*|配信|エラーメール|メールエラー|送信エラー|退信|message you sent|failed (?:mail|message|delivery)"
    r"|(?:mail|message) (?:was )?not (?:sent|delivered)|bounced? (?:mail|message)|levering mislukt|retourné|rückläufer)"
)

FAILURE_WORDS = re.compile(
    r"(?i)(?:could ?n[o']t|can ?not|can't|was not|were not|wasn't|not|un(?:able|successful)(?: to)?|failed to|never)"
    r" (?:be |been |yet be |able to |able to be )?(?:deliver\w*|reach\w*|sent|relay\w*|transmit\w*|forward\w*|found|accept\w*)"
    r"|undeliver\w+|non-?deliver\w+|returned (?:to (?:sender|you)|mail|because|undelivered)"
    r"|(?:unknown|invalid|no such|non-?existent|unrecogni[sz]ed|bad|unrouteable|unroutable|illegal)"
    r" (?:local |mail |e-?mail )?(?:user|recipient|mailbox|address|account|alias|domain|host)"
    r"|(?:user|recipient|mailbox|address|account|host)s? (?:is |are |was |name )?"
    r"(?:unknown|invalid|not (?:found|known|exist\w*|listed|active|valid|here|available|a valid)|does ?n[o']t exist|"
    r"disabled|inactive|suspended|unavailable|full|rejected|over quota|has exceeded|exceeds)"
    r"|(?:does|do|did|doesn't|don't) (?:not )?(?:exist|have an? (?:account|mailbox|\S+ account))"
    r"|(?:over|exceed\w*|exceeds)(?: (?:the|its|their|his|mail|disk|storage|maximum|allocated|mailbox)){0,3}"
    r" (?:quota|size|limit|storage)|quota exceeded|mailbox (?:is )?(?:full|unavailable)|delivery (?:has )?(?:failed|"
    r"failure|to the following|attempt)|(?:permanent|fatal|following)(?: fatal)? (?:errors?|failure|address)"
    r"|failed (?:permanently|recipients?|address\w*|delivery|to deliver|for the following)|giving up|given up"
    r"|message (?:was |has been |is )?(?:rejected|blocked|refused|undeliver\w*|returned)"
    r"|\b5[0-5]\d[ -][A-Za-z<*]|relay(?:ing)? (?:access )?denied"
    r"|nicht (?:zugestellt|zustellbar|erreich\w+|gefunden)|unzustellbar|existiert nicht|unbekannter? (?:nutzer|benutzer|"
    r"empf\w+)|n'a pas pu|n'a pu|n'existe pas|inconnu|no (?:se )?(?:ha )?p[ou]d\w+ (?:ser )?entrega\w+|no existe"
    r"|non (?:è stato|può|esiste|recapitabil\w+)|impossibile (?:recapitare|consegnare)|account has been (?:disabled|suspended|closed|deleted)"
    r"|kunne ikke leveres|kan ikke leveres|nie (?:można|udało się) dostarczyć|nelze doručit|nem kézbesíthető|teslim edileme\w*|ei voitu toimittaa"
    r"|não (?:foi|pôde|existe)|niet (?:worden )?(?:bezorgd|afgeleverd)|kunde inte"
    r"|(?:delivery|delevery|message) [^\n]{0,60}\b(?:was|has been|is) aborted|送れません|存在しません|無法投遞|无法投递|不存在|拒收"
    r"|не (?:может|удалось|был\w*|существует)|недоставлен\w*|送信できません|配信できません|見つかりません|届け"
)

DELAY_WORDS = re.compile(
    r"(?i)\b(?:delivery|message|mail)(?: to the following recipients?)? (?:has been |is |was |will be )?(?:delayed|"
    r"deferred|still (?:being|in the queue|undelivered))|this is a warning message only|warning: (?:could not|message)"
    r"|not (?:yet )?been delivered(?: yet)?[^.\n]{0,40}\b(?:yet|still|after|for (?:the last|more))"
    r"|will (?:continue|keep) (?:to try|trying|to be (?:tried|retried|attempted))|you do not need to resend"
    r"|no action is required on your part|delivery attempts will continue"
)

RETURNED_BELOW = re.compile(
    r"(?im)^[ \t>#*=_-]{0,40}(?:below (?:this line )?is (?:a copy|the)|this is a copy of|(?:the )?(?:original|"
    r"unsent|returned|undelivered) message\b(?! (?:was|to|could|has))|copy of (?:the )?(?:original )?message"
    r"|message headers? follow|(?:your )?message (?:header )?follows|the header of the (?:message|original)"
    r"|returned mail follows|unsent message below)[^\n]{0,80}$"
)

RETURNED_TO = re.compile(r"(?im)^[ \t>]{0,8}to:[ \t]{0,20}(?:\r?\n[ \t]+)?([^\n]{3,300})")
"""Whom a returned mail was for, in its headers."""

COMPLAINT_SUBJECT = re.compile(
    r"(?i)^\s{0,5}(?:complaint about message from|abuse report\b|\[?spam complaint\b)"
)
"""How providers title complaints that are no feedback reports."""
