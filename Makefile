# The two commands of the project; `make` alone lists them all.
FILES ?=
SIZES ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fuzz test-kill test-page proof format bench-intake bench-reading bench-seals bench-copied bench-judging wheel-test clean

help:
	@echo 'make demo           装好环境，处理 samples/ 里的收件文件夹和邮箱，结果在 demo-output/'
	@echo 'make test           装好环境，跑全部检查和测试'
	@echo 'make test-fuzz      改坏 2,000 份表再读，查有没有一份没有结果（约五分钟）'
	@echo 'make test-kill      在 50 个时刻杀掉正在收材料的程序，再接着做，查结果是不是一样（约五分钟）'
	@echo 'make test-page      在 Chromium 里试校验页（要先装 chromium，约一分钟）'
	@echo 'make proof          随机改动几千份表，查有没有读错却不说的值（约两分钟）'
	@echo 'make bench-reading  读取速度和准确率对比，可加 FILES=文件夹'
	@echo 'make bench-seals    看章和认扫描件的准确率和速度，几千页造出来的页面（约一小时半；QUICK=1 几分钟看个大概）'
	@echo 'make bench-copied   比对相同段落的速度、找全率和误报：一千份造出来的材料（几分钟；QUICK=1 半分钟）'
	@echo 'make bench-judging  评委怎样分组、分数怎样合计，等级定得对的多：造出来的赛季（约半分钟；QUICK=1 几秒）'
	@echo 'make bench-intake   收材料的速度和内存：1,000 封邮件，隔离与不隔离对比'
	@echo 'make wheel-test     打成安装包，装进临时环境试用'
	@echo 'make format         按规范整理代码'
	@echo 'make setup          只装环境'
	@echo 'make clean          删去 .venv 等可重建的文件'

setup:
	@sh tools/setup.sh

demo: setup
	@sh tools/demo.sh

test: setup
	@sh tools/check.sh

# Always the same broken files; the everyday tests take a few of them.
test-fuzz: setup
	@QTDOCS_FUZZ=2000 .venv/bin/pytest tests/trials/test_fuzz.py

# Always the same moments, and more sizes of a full disk; the everyday tests take a few of them.
test-kill: setup
	@QTDOCS_KILLS=50 .venv/bin/pytest tests/trials/test_kill.py tests/trials/test_full_disk.py

# The page in a real browser, from a file and without any network; the everyday tests run its program under node.
test-page: setup
	@QTDOCS_BROWSER=$$(command -v chromium || command -v chromium-browser || command -v google-chrome || echo none) \
		.venv/bin/pytest tests/trials/test_page_in_browser.py

# The slow proof: forms changed at random, many rounds; the everyday tests take a few.
proof: setup
	@QTDOCS_PROOF=3000 .venv/bin/pytest tests/extract/test_mutations.py

format: setup
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

bench-intake: setup
	@.venv/bin/python benchmarks/intake.py $(SIZES)

bench-seals: setup
	@.venv/bin/python benchmarks/seals.py $(if $(QUICK),--quick)

bench-copied: setup
	@.venv/bin/python benchmarks/copied.py $(if $(QUICK),--quick)

bench-judging: setup
	@.venv/bin/python benchmarks/judging.py $(if $(QUICK),--quick)

bench-reading: setup
	@sh tools/peers.sh
	@.bench-venv/bin/python benchmarks/reading.py $(FILES)

wheel-test: setup
	@sh tools/wheel-test.sh

clean:
	@rm -rf .venv .bench-venv .setup demo-output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
