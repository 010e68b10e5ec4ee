"""The part itself, acting on one object because of what was done to another."""

from goldthread.programme.rules.words import system

system("seminar", "the going on of the seminar", "座谈会推进")
system("proposal", "the going on of the proposal", "提案推进")
system("lineage", "a merger or a split", "并案或拆分")
system("answer_batch", "the publishing of a batch of answers", "答复批次公布")
system("following", "the following of the task", "事项跟踪")
system("correction", "a correction that was taken over", "采纳的更正")
