"""Why a diagnostic of the decision log is one, and what to do (A)."""

from engine.messages.words import Words

# fmt: off
#: By code: why it matters, and what to write.
PAGES: dict[str, tuple[Words, Words]] = {
    "A101": (Words("改动过的记录不能证明当时怎么判的", "a record that was altered proves nothing of what was decided"), Words("从备份取回日志；查明谁在何时改动", "restore the log from a backup; find out who altered it and when")),
    "A102": (Words("少了的记录可能正是不利的那一条", "what is missing may be the very record that matters"), Words("从备份取回完整的日志", "restore the whole log from a backup")),
    "A103": (Words("事后插入的记录不是当时的判断", "a record put in later was not decided then"), Words("从备份取回日志，查明来源", "restore the log, and find out where the record came from")),
    "A104": (Words("次序变了，说不清先后", "in another order nobody can say what came first"), Words("从备份取回日志", "restore the log from a backup")),
    "A105": (Words("截去结尾可以抹掉最近的判断", "cutting the end removes the latest decisions"), Words("从备份取回，并与检查点核对", "restore it and compare it with the checkpoint")),
    "A106": (Words("没有收尾，不知道是中断还是被截去", "without its close nobody can tell a break from a cut"), Words("运行还没结束的等它结束；否则与检查点核对", "wait for a run that still goes; else compare it with a checkpoint")),
    "A107": (Words("写到一半的记录不能采信", "half a record is none"), Words("再次写日志时会截去并另存残尾；已写完的记录不受影响", "the next run cuts the tail off and keeps it apart; whole records are not touched")),
    "A108": (Words("同一份日志两个版本，至少有一个不是原件", "of two versions of one log one at least is not the original"), Words("对照检查点和备份，查明哪一份是原件", "tell the original by checkpoints and backups")),
    "A109": (Words("重新计算过的摘要遮不住检查点", "digests made anew do not get past a checkpoint"), Words("从备份取回日志，查明谁改动过", "restore the log; find out who altered it")),
    "A110": (Words("签名不符，说明不是这把密钥的持有人写的", "the holder of this key did not sign it"), Words("核对公钥；公钥无误的，日志不可采信", "check the key; where it is the right one, do not trust the log")),
    "A111": (Words("没有签名，说不清是谁写的", "unsigned, nobody answers for who wrote it"), Words("要求签名的，用密钥重新运行并记录", "where signatures are wanted, run again with the key")),
    "A112": (Words("不是同一份日志，对照没有意义", "of another log a comparison says nothing"), Words("核对两个文件是否属于同一次运行", "see that both files are of the same log")),
    "A113": (Words("读不懂的文件不能当作没有问题", "a file that cannot be read is not in order"), Words("核对路径；文件损坏的从备份取回", "check the path; restore a damaged file")),
    "A114": (Words("算不出摘要就验不了", "a digest that cannot be computed cannot be checked"), Words("换一台 Python 支持 SM3 的机器核验", "verify it where Python knows SM3")),
    "A115": (Words("没有当时的规则，就不能照原样重新判断", "without the rules of that time nothing can be decided again as it was"), Words("从备份取回日志的规则文件夹", "restore the folder of rulebooks of the log")),
    "A116": (Words("同样的事实和规则应当得出同样的结果", "the same facts and rules must give the same result"), Words("核对程序版本；不一致的结论交人审查", "check the version of the program; have the results looked into")),
    "A117": (Words("不是检查点，无从核对", "what is no checkpoint checks nothing"), Words("写 `.head` 文件或凭证", "give a `.head` file or a receipt")),
    "A120": (Words("没有日志，这个选项不起作用", "without a log the option does nothing"), Words("加 `--log 文件`，或删去这个选项", "add `--log FILE`, or leave the option out")),
    "A121": (Words("两个进程同时写会弄乱次序", "two writers would mix the order"), Words("等另一个运行结束，或用另一个日志", "wait for the other run, or use another log")),
    "A122": (Words("没有记下的判断不能给出", "a decision that is not logged is not shown"), Words("核对权限和磁盘空间后重新运行", "check who may write there and the space left, and run again")),
    "A123": (Words("残缺的末尾没有确认过，截去不影响已有的判断", "the torn tail was never acknowledged; what was decided is not touched"), Words("不用处理；残尾已另存", "nothing; the tail is kept apart")),
    "A124": (Words("在损坏的日志后面续写会掩盖损坏", "appending to a damaged log would hide the damage"), Words("换一个新日志；损坏的留作核查", "begin a new log; keep the damaged one to be looked into")),
    "A125": (Words("没有这个部分，签名既写不了也验不了", "without it signatures are neither made nor checked"), Words("安装 `cryptography`", "install `cryptography`")),
    "A126": (Words("太短的密钥猜得出来，掩码就没有用", "a short key can be guessed, and masks nothing"), Words("换一个足够长的密钥文件", "use a longer key")),
    "A127": (Words("读不了的密钥不能签名", "a key that cannot be read signs nothing"), Words("写 PEM 格式的 Ed25519 密钥", "give an Ed25519 key in PEM")),
    "A128": (Words("两把密钥混用，同一对象会有两个代号", "with two keys one subject has two masks"), Words("用原来的密钥，或开始新的日志", "use the key of the log, or begin a new log")),
    "A129": (Words("运行中规则变了，结果不知道出自哪一版", "where rules change during a run nobody knows which decided"), Words("不要边改边运行；改完再运行", "finish the edit, then run")),
    "A130": (Words("一条记录一份凭证，程序不替人选", "a receipt is of one record, and it is not chosen for you"), Words("给出记录号，或者加 `--subject 对象`", "give its number, or `--subject ID`")),
    "A131": (Words("没有这样的记录，不能用相近的代替", "a similar record is not taken in its place"), Words("核对编号和对象", "check the number and the subject")),
    "A132": (Words("没有检查点的记录还不能证明没有被改", "without a checkpoint nothing shows that it was not altered"), Words("等运行收尾，再出具凭证", "wait until the run closes, then make the receipt")),
    "A133": (Words("读不到的日志不能当作没有问题", "a log that cannot be read is not in order"), Words("核对路径和权限", "check the path and who may read it")),
    "A134": (Words("覆盖密钥会使以前的签名再也验不了", "writing over a key makes earlier signatures unverifiable"), Words("换一个文件名，或按原因处理", "choose another name, or do as the reason says")),
    "A135": (Words("摘要对得上，内容却不是本程序写的：整份日志可能被重做过", "its hashes hold, but this program did not write it: the whole log may have been made anew"), Words("与另存的检查点、凭证或副本核对，从备份取回日志", "compare it with a checkpoint, a receipt or a copy kept elsewhere; restore the log")),
    "A136": (Words("没有写全的凭证不能交给别人", "a receipt that is not written whole is none"), Words("换一个文件夹（`-o`），或按原因处理", "name another folder with `-o`, or do as the reason says")),
    "A137": (Words("长期日志只增不换，不能放在会整个换新的文件夹里", "a lasting log is only added to; it cannot stand in what is replaced"), Words("把 `--log` 写到结果文件夹之外", "name a file outside the results with `--log`")),
}
# fmt: on
