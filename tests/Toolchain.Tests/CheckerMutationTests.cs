using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.Toolchain.Checking;

namespace FpgaSeg.Toolchain.Tests;

/// <summary>The checker finds a violation of each rule, planted in a small design that has none.</summary>
public sealed class CheckerMutationTests
{
    private const string Design = """
        #include "storage.hpp"
        /*globals*/
        typedef fs::pixel<ap_int<8>, 4> token;
        typedef ap_axiu<8, 0, 0, 0> beat;
        struct stage { static constexpr int PIXELS = 16; typedef fs::lut_ram<16, 32> line_in; typedef fs::lut_ram<4, 8> rom_in; };
        static const ap_int<8> rom[4] = {1, 2, 3, 4};
        /*functions*/
        template <class S>
        void first(hls::stream<beat>& in, hls::stream<token>& out) {
            token result = {};
            FS_HLS(ARRAY_PARTITION variable=result.v complete)
            for (int p = 0; p < S::PIXELS; ++p) {
                for (int c = 0; c < 4; ++c) {
                    FS_HLS(PIPELINE II=1)
                    result.v[c] = in.read().data;
                    if (c == 3) out.write(result);
                }
            }
        }
        template <class S>
        void middle(hls::stream<token>& in, hls::stream<token>& out, const ap_int<8> (&weights)[4]) {
            S::rom_in::rom(weights);
            token line[S::PIXELS];
            FS_HLS(AGGREGATE variable=line)
            S::line_in::ram(line);
            /*locals*/
            for (int p = 0; p < S::PIXELS; ++p) {
                FS_HLS(PIPELINE II=1)
                line[p] = in.read();
                for (int c = 0; c < 4; ++c) {
                    FS_HLS(UNROLL)
                    line[p].v[c] = line[p].v[c] + weights[c];
                }
                out.write(line[p]);
                /*turn*/
            }
        }
        template <class S>
        void last(hls::stream<token>& in, hls::stream<beat>& out) {
            for (int p = 0; p < S::PIXELS; ++p) {
                FS_HLS(PIPELINE II=1)
                beat b;
                b.data = in.read().v[0];
                out.write(b);
            }
        }
        void fpgaseg_top(hls::stream<beat>& image, hls::stream<beat>& mask) {
            FS_HLS(INTERFACE mode=axis port=image)
            FS_HLS(INTERFACE mode=axis port=mask)
            FS_HLS(DATAFLOW)
            hls::stream<token> s0("s0");
            FS_HLS(STREAM variable=s0 depth=2)
            FS_HLS(BIND_STORAGE variable=s0 type=fifo impl=srl)
            hls::stream<token> s1("s1");
            FS_HLS(STREAM variable=s1 depth=2)
            FS_HLS(BIND_STORAGE variable=s1 type=fifo impl=srl)
            first<stage>(image, s0);
            middle<stage>(s0, s1, rom);
            last<stage>(s1, mask);
        }
        """;

    [SkippableFact]
    public void The_design_itself_is_good() => Assert.Empty(Check(Design));

    [SkippableTheory]
    [InlineData(HlsRule.ConstantLoops, "for (int p = 0; p < S::PIXELS; ++p) {\n        for", "for (int p = 0; p < n(); ++p) {\n        for", "int n() { int count = 16; return count; }")]
    [InlineData(HlsRule.ConstantLoops, "/*turn*/", "p = p + 1;")]
    [InlineData(HlsRule.ConstantLoops, "/*turn*/", "while (weights[0] > 3) { FS_HLS(UNROLL) }")]
    [InlineData(HlsRule.ConstantLoops, "for (int c = 0; c < 4; ++c) {\n            FS_HLS(UNROLL)", "for (int c = 0; c < 4; c += 2) {\n            FS_HLS(UNROLL)")]
    [InlineData(HlsRule.ConstantLoops, "/*locals*/", "int many = weights[0]; for (int c = 0; c < many; ++c) { FS_HLS(PIPELINE II=1) }")]
    [InlineData(HlsRule.ConstantLoops, "/*locals*/", "int many = weights[0]; for (int c = 0; c < many; ++c) { FS_HLS(PIPELINE II=1) FS_HLS(LOOP_TRIPCOUNT max=4) }")]
    [InlineData(HlsRule.ConstantLoops, "/*locals*/", "const int many = weights[0]; for (int c = 0; c < many; ++c) { FS_HLS(PIPELINE II=1) }")]
    [InlineData(HlsRule.Subset, "/*turn*/", "int* heap = new int(p); delete heap;")]
    [InlineData(HlsRule.Subset, "/*turn*/", "double real = 0.5; (void)real;")]
    [InlineData(HlsRule.Subset, "/*turn*/", "static int calls = 0; ++calls;")]
    [InlineData(HlsRule.Subset, "/*turn*/", "static ap_int<8> kept[3]; FS_HLS(RESET variable=kept) kept[0] = 1; FS_HLS(ARRAY_PARTITION variable=kept complete)")]
    [InlineData(HlsRule.Subset, "/*turn*/", "++calls;", "int calls = 0;")]
    [InlineData(HlsRule.Subset, "/*turn*/", "pick(p);", "void one(int) {} void (*pick)(int) = one;")]
    [InlineData(HlsRule.Subset, "/*turn*/", "derived d; base& b = d; b.call();", "struct base { virtual void call() {} }; struct derived : base { void call() override {} };")]
    [InlineData(HlsRule.Subset, "/*turn*/", "foreign(p);", "int foreign(int);")]
    [InlineData(HlsRule.Subset, "/*turn*/", "if (p > 99) throw p;")]
    [InlineData(HlsRule.Subset, "/*turn*/", "auto twice = [](int x) { return 2 * x; }; (void)twice(p);")]
    [InlineData(HlsRule.NoRecursion, "/*turn*/", "depth(p);", "int depth(int n) { return n == 0 ? 0 : depth(n - 1); }")]
    [InlineData(HlsRule.NoRecursion, "/*turn*/", "even(p);", "int odd(int n); int even(int n) { return n == 0 ? 1 : odd(n - 1); } int odd(int n) { return n == 0 ? 0 : even(n - 1); }")]
    [InlineData(HlsRule.Dataflow, "last<stage>(s1, mask);", "last<stage>(s0, mask);")]
    [InlineData(HlsRule.Dataflow, "middle<stage>(s0, s1, rom);", "middle<stage>(s0, s1, rom); middle<stage>(s0, s1, rom);")]
    [InlineData(HlsRule.Dataflow, "FS_HLS(DATAFLOW)", "")]
    [InlineData(HlsRule.Dataflow, "FS_HLS(INTERFACE mode=axis port=mask)", "FS_HLS(INTERFACE mode=ap_fifo port=mask)")]
    [InlineData(HlsRule.Dataflow, "FS_HLS(STREAM variable=s1 depth=2)", "")]
    [InlineData(HlsRule.Dataflow, "FS_HLS(BIND_STORAGE variable=s0 type=fifo impl=srl)", "FS_HLS(BIND_STORAGE variable=s0 type=fifo impl=uram)")]
    [InlineData(HlsRule.Dataflow, "first<stage>(image, s0);", "int extra = 0; if (extra == 0) first<stage>(image, s0);")]
    [InlineData(HlsRule.Pipelines, "FS_HLS(PIPELINE II=1)\n        line[p]", "line[p]")]
    [InlineData(HlsRule.Pipelines, "FS_HLS(PIPELINE II=1)\n        beat", "FS_HLS(PIPELINE II=2)\n        beat")]
    [InlineData(HlsRule.Pipelines, "FS_HLS(UNROLL)", "")]
    [InlineData(HlsRule.Pipelines, "/*turn*/", "turns(p);", "void turns(int& x) { for (int i = 0; i < 4; ++i) { FS_HLS(PIPELINE II=1) x = x + i; } }")]
    [InlineData(HlsRule.Arrays, "FS_HLS(ARRAY_PARTITION variable=result.v complete)", "")]
    [InlineData(HlsRule.Arrays, "S::line_in::ram(line);", "")]
    [InlineData(HlsRule.Arrays, "S::rom_in::rom(weights);", "")]
    [InlineData(HlsRule.Arrays, "FS_HLS(AGGREGATE variable=line)", "")]
    [InlineData(HlsRule.Arrays, "/*locals*/", "ap_int<8> scratch[8];")]
    [InlineData(HlsRule.Arrays, "/*locals*/", "pair both = {};", "struct pair { ap_int<8> kept[3]; int n; };")]
    [InlineData(HlsRule.Compiles, "fs::lut_ram<16, 32> line_in", "fs::lut_ram<16, 31> line_in")]
    [InlineData(HlsRule.Compiles, "fs::lut_ram<4, 8> rom_in", "fs::block_ram<8, 8> rom_in")]
    [InlineData(HlsRule.Compiles, "/*globals*/", "#include <vector>")]
    [InlineData(HlsRule.Compiles, "void fpgaseg_top", "void fpgaseg_topp")]
    public void Planted_violations_are_found(HlsRule rule, string good, string bad, string functions = "")
    {
        Assert.Contains(good, Design, StringComparison.Ordinal);
        var found = Check(Design.Replace(good, bad, StringComparison.Ordinal).Replace("/*functions*/", functions, StringComparison.Ordinal));
        Assert.Contains(found, f => f.Rule == rule);
        Assert.All(found, f => Assert.True(f.Rule == rule, f.ToString()));
    }

    /// <summary>A register that a reset reaches, and an outer loop that moves a token per turn of an inner one, are good.</summary>
    [SkippableTheory]
    [InlineData("/*locals*/", "static ap_uint<1> frame = 0; FS_HLS(RESET variable=frame) frame = ap_uint<1>(1 - frame);")]
    [InlineData("if (c == 3) out.write(result);\n        }", "}\n out.write(result);")]
    public void What_the_tool_takes_is_taken(string good, string other)
    {
        Assert.Contains(good, Design, StringComparison.Ordinal);
        Assert.Empty(Check(Design.Replace(good, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void Numbers_of_weights_are_left_out_and_nothing_else()
    {
        const string Header = "#include \"x\"\n\nstatic const fs::scale<5, 1> n1_scales[2] = {\n    {1, 2LL, 0},\n    {3, 4LL, 0}\n};\n\nstatic const ap_int<4> n1_w[2][1] = {\n    {1},\n};\n#endif\n";
        Assert.Equal("#include \"x\"\n\nextern const fs::scale<5, 1> n1_scales[2];\n\nextern const ap_int<4> n1_w[2][1];\n#endif\n", ClangDump.WithoutNumbers(Header));
    }

    private static IReadOnlyList<HlsFinding> Check(string source)
    {
        Skip.IfNot(Tool.Exists("clang++"), "clang++ is not installed.");
        var found = HlsChecker.CheckSource(source, Path.Combine(Repository.Root, "hw", "hls"));
        Assert.True(found.IsOk, found.IsOk ? "" : found.Errors[0].ToString());
        return found.Value;
    }
}
