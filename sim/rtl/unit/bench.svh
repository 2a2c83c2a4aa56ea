// What every unit bench uses: a clock of 10 ns until `done`, comparison, random pauses.
`define BENCH_CLOCK(done) \
    logic clk = 1'b0; \
    initial while ((done) !== 1'b1) #5 clk = ~clk;

`define BENCH_EQUAL(what, actual, expected) \
    if ((actual) !== (expected)) begin \
        $display("FAIL %m at %0t: %s is %0h, expected %0h", $time, what, actual, expected); \
        $fatal(1); \
    end

`define BENCH_CHANCE(percent) (($urandom % 100) < (percent))
